/**
 * What Windows PowerShell 5.1 (.NET Framework 4.7.2 or later) is told to do: one constant text, whatever the request. It reads a
 * line of JSON, does one thing to the current user's store, and answers with a line of JSON. Certificates are named by
 * their whole encoding, keys of Koshin by their names, those of others by their certificates.
 */
export const SCRIPT = String.raw`
$lines = @($input)
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
Set-StrictMode -Version 2.0
$provider = [System.Security.Cryptography.CngProvider]::MicrosoftSoftwareKeyStorageProvider
$rsaOf = [System.Security.Cryptography.X509Certificates.RSACertificateExtensions]
$ecOf = [System.Security.Cryptography.X509Certificates.ECDsaCertificateExtensions]
$noKey = -2146893811

function Stop-With([int]$code) { throw (New-Object System.Security.Cryptography.CryptographicException($code)) }
function Open-Store([string]$name, [string]$access) {
  $store = New-Object System.Security.Cryptography.X509Certificates.X509Store($name, 'CurrentUser')
  $store.Open($access)
  return $store
}
function Test-Same($certificate, [string]$der) { return [Convert]::ToBase64String($certificate.RawData) -ceq $der }
function Read-Certificate([string]$der) {
  return [System.Security.Cryptography.X509Certificates.X509Certificate2]::new([Convert]::FromBase64String($der))
}
function Open-NamedKey([string]$name) {
  $key = [System.Security.Cryptography.CngKey]::Open($name, $provider)
  if ($key.AlgorithmGroup.AlgorithmGroup -eq 'RSA') { return [System.Security.Cryptography.RSACng]::new($key) }
  return [System.Security.Cryptography.ECDsaCng]::new($key)
}
function Get-KeyOf($certificate) {
  $key = $rsaOf::GetRSAPrivateKey($certificate)
  if ($null -eq $key) { $key = $ecOf::GetECDsaPrivateKey($certificate) }
  if ($null -eq $key) { Stop-With $noKey }
  return $key
}
function Open-Key($request) {
  if ($null -ne $request.name) { return Open-NamedKey $request.name }
  $store = Open-Store 'My' 'ReadOnly'
  try {
    foreach ($certificate in $store.Certificates) {
      if (Test-Same $certificate $request.certificate) { return Get-KeyOf $certificate }
    }
  } finally { $store.Close() }
  Stop-With $noKey
}
function Get-KeyFacts($certificate) {
  $facts = @{ keyName = $null; exportable = $null }
  try {
    $key = Get-KeyOf $certificate
    if ($key -is [System.Security.Cryptography.RSACryptoServiceProvider]) {
      $facts.exportable = $key.CspKeyContainerInfo.Exportable
    } else {
      if ($key.Key.Provider.Provider -eq $provider.Provider) { $facts.keyName = $key.Key.KeyName }
      $facts.exportable = ([int]$key.Key.ExportPolicy -band 2) -ne 0
    }
  } catch { }
  return $facts
}
function Invoke-Look($request) {
  $certificates = New-Object System.Collections.ArrayList
  $store = Open-Store 'My' 'ReadOnly'
  try {
    foreach ($certificate in $store.Certificates) {
      $facts = @{ keyName = $null; exportable = $null }
      if ($certificate.HasPrivateKey -and (@($request.ofComputer) -contains $certificate.Thumbprint)) { $facts = Get-KeyFacts $certificate }
      [void]$certificates.Add(@{
        der = [Convert]::ToBase64String($certificate.RawData); label = [string]$certificate.FriendlyName
        hasKey = $certificate.HasPrivateKey; keyName = $facts.keyName; exportable = $facts.exportable
      })
    }
  } finally { $store.Close() }
  $keys = New-Object System.Collections.ArrayList
  foreach ($name in @($request.names)) {
    if (-not [System.Security.Cryptography.CngKey]::Exists($name, $provider)) { continue }
    $key = [System.Security.Cryptography.CngKey]::Open($name, $provider)
    $blob = $key.Export([System.Security.Cryptography.CngKeyBlobFormat]::GenericPublicBlob)
    [void]$keys.Add(@{ name = $name; blob = [Convert]::ToBase64String($blob); exportable = [int]$key.ExportPolicy -ne 0 })
  }
  return @{ certificates = $certificates.ToArray(); keys = $keys.ToArray() }
}
function Add-Property($parameters, [string]$name, [byte[]]$value) {
  $none = [System.Security.Cryptography.CngPropertyOptions]::None
  $parameters.Parameters.Add([System.Security.Cryptography.CngProperty]::new($name, $value, $none))
}
function Invoke-Make($request) {
  $parameters = New-Object System.Security.Cryptography.CngKeyCreationParameters
  $parameters.Provider = $provider
  $parameters.ExportPolicy = [System.Security.Cryptography.CngExportPolicies]::None
  $parameters.KeyUsage = [System.Security.Cryptography.CngKeyUsages]::Signing
  if ($null -ne $request.bits) { Add-Property $parameters 'Length' ([BitConverter]::GetBytes([int]$request.bits)) }
  if ($request.imports) {
    $hex = [string]$lines[1]
    $blob = New-Object byte[] ($hex.Length / 2)
    for ($at = 0; $at -lt $blob.Length; $at++) { $blob[$at] = [Convert]::ToByte($hex.Substring(2 * $at, 2), 16) }
    try { Add-Property $parameters 'PRIVATEBLOB' $blob } finally { [Array]::Clear($blob, 0, $blob.Length) }
  }
  $algorithm = [System.Security.Cryptography.CngAlgorithm]::new($request.algorithm)
  $key = [System.Security.Cryptography.CngKey]::Create($algorithm, $request.name, $parameters)
  $key.Dispose()
  return $null
}
function Invoke-Sign($request) {
  $key = Open-Key $request
  $data = [Convert]::FromBase64String($request.data)
  $hash = [System.Security.Cryptography.HashAlgorithmName]::new($request.hash)
  if ($key -is [System.Security.Cryptography.RSA]) {
    $signature = $key.SignData($data, $hash, [System.Security.Cryptography.RSASignaturePadding]::Pkcs1)
  } else { $signature = $key.SignData($data, $hash) }
  return [Convert]::ToBase64String($signature)
}
function Invoke-Install($request) {
  $key = Open-Key $request
  $bare = Read-Certificate $request.certificate
  if ($key -is [System.Security.Cryptography.RSA]) { $linked = $rsaOf::CopyWithPrivateKey($bare, $key) }
  else { $linked = $ecOf::CopyWithPrivateKey($bare, $key) }
  $linked.FriendlyName = $request.label
  $store = Open-Store 'My' 'ReadWrite'
  try { $store.Add($linked) } finally { $store.Close() }
  return $null
}
function Invoke-Authority($request) {
  $certificate = Read-Certificate $request.certificate
  $store = Open-Store 'CA' 'ReadWrite'
  try { if (-not $store.Certificates.Contains($certificate)) { $store.Add($certificate) } } finally { $store.Close() }
  return $null
}
function Invoke-RemoveKey($request) {
  $key = Open-Key $request
  if ($key -is [System.Security.Cryptography.RSACryptoServiceProvider]) { $key.PersistKeyInCsp = $false; $key.Clear() }
  else { $key.Key.Delete() }
  return $null
}
function Invoke-RemoveCertificates($request) {
  $store = Open-Store 'My' 'ReadWrite'
  try {
    foreach ($certificate in $store.Certificates) {
      foreach ($der in @($request.certificates)) { if (Test-Same $certificate $der) { $store.Remove($certificate) } }
    }
  } finally { $store.Close() }
  return $null
}
function Invoke-Export($request) {
  $key = Open-Key $request
  $numbers = $key.ExportParameters($true)
  if ($key -is [System.Security.Cryptography.RSA]) {
    $pieces = @($numbers.Modulus, $numbers.Exponent, $numbers.D, $numbers.P, $numbers.Q, $numbers.DP, $numbers.DQ, $numbers.InverseQ)
  } else { $pieces = @($numbers.Q.X, $numbers.Q.Y, $numbers.D) }
  foreach ($piece in $pieces) {
    [void]$below.Add([BitConverter]::ToString($piece).Replace('-', ''))
    [Array]::Clear($piece, 0, $piece.Length)
  }
  return $null
}
$below = New-Object System.Collections.ArrayList
try {
  $request = ConvertFrom-Json -InputObject ([string]$lines[0])
  switch -CaseSensitive ($request.operation) {
    'look' { $result = Invoke-Look $request }
    'make' { $result = Invoke-Make $request }
    'sign' { $result = Invoke-Sign $request }
    'install' { $result = Invoke-Install $request }
    'authority' { $result = Invoke-Authority $request }
    'remove-key' { $result = Invoke-RemoveKey $request }
    'remove-certificates' { $result = Invoke-RemoveCertificates $request }
    'export' { $result = Invoke-Export $request }
    default { Stop-With -2147024809 }
  }
  $answer = @{ ok = $true; result = $result }
} catch {
  $below.Clear()
  $failure = $_.Exception
  while ($null -ne $failure.InnerException) { $failure = $failure.InnerException }
  $answer = @{ ok = $false; code = ('{0:x8}' -f $failure.HResult) }
}
$json = ConvertTo-Json -InputObject $answer -Depth 5 -Compress
$ascii = [regex]::Replace($json, '[^\x20-\x7e]', { param($unit) '\u{0:x4}' -f [int][char]$unit.Value })
[Console]::Out.Write($ascii + [char]10)
foreach ($line in $below) { [Console]::Out.Write($line + [char]10) }
`
