#!/bin/bash
# Makes the PKCS#12 files of this folder by the programs that people have: openssl (3.0 or newer, with its legacy provider), NSS's
# pk12util, and Java's keytool. Their private keys are for tests alone: made here, of no use to anybody, no secret. Keys are made
# anew each time, so every run gives other bytes; expected.json says what each file holds, and stays.
set -euo pipefail
cd "$(dirname "$0")"
out=$PWD
rm -f ./*.p12 ./*.spki.der
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

key() {
  local name=$1
  shift
  openssl genpkey "$@" -out "$name.key" 2>/dev/null
  openssl pkey -in "$name.key" -pubout -outform DER -out "$out/$name.spki.der"
}
key rsa -algorithm RSA -pkeyopt rsa_keygen_bits:2048
key p256 -algorithm EC -pkeyopt ec_paramgen_curve:P-256
key p384 -algorithm EC -pkeyopt ec_paramgen_curve:P-384
key p521 -algorithm EC -pkeyopt ec_paramgen_curve:P-521
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ca.key
openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out root.key

# The date does not matter here, so no file grows old: the certificates that count are valid until 2059, one ended in 2001.
authority() { printf 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n'; }
client() { printf 'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=clientAuth\n'; }
openssl req -x509 -utf8 -key root.key -sha256 -days 12000 -subj '/C=JP/O=Vector Bank/CN=Vector Root' -out root.pem
openssl req -new -utf8 -key ca.key -subj '/C=JP/O=Vector Bank/CN=Vector CA' -out ca.csr
openssl x509 -req -in ca.csr -CA root.pem -CAkey root.key -set_serial 2 -sha256 -days 12000 -extfile <(authority) -out ca.pem 2>/dev/null
serial=100
cert() {
  serial=$((serial + 1))
  openssl req -new -utf8 -key "$2.key" -subj "/C=JP/O=Vector Bank/OU=契約法人/CN=$3" -out "$1.csr"
  openssl x509 -req -in "$1.csr" -CA ca.pem -CAkey ca.key -set_serial $serial -sha256 -days "$4" -extfile <(client) -out "$1.pem" 2>/dev/null
}
cert rsa rsa 1000000001 12000
cert p256 p256 1000000002 12000
cert p384 p384 1000000003 12000
cert p521 p521 1000000004 12000
cat ca.pem root.pem >chain.pem
cp rsa.key expired.key
mkdir demo && : >index.txt && printf '7001\n' >serial.txt
cat >ca.cnf <<'CNF'
[ca]
default_ca = any
[any]
database = index.txt
new_certs_dir = demo
serial = serial.txt
policy = policy
default_md = sha256
[policy]
countryName = optional
organizationName = optional
organizationalUnitName = optional
commonName = optional
CNF
openssl ca -config ca.cnf -batch -notext -preserveDN -in p256.csr -cert ca.pem -keyfile ca.key -extfile <(client) \
  -startdate 20000101000000Z -enddate 20010101000000Z -out expired.pem 2>/dev/null

# p12 FILE KEY PASSWORD OPTION…
p12() {
  local file=$1 name=$2 password=$3
  shift 3
  openssl pkcs12 -export -inkey "$name.key" -in "$name.pem" -passout "pass:$password" -out "$out/$file.p12" "$@"
}
JAPANESE='電子証明書 山田 太郎'
p12 legacy-rc2-40 rsa himitsu -legacy -certfile chain.pem -name "$JAPANESE"
p12 legacy-rc2-128 p256 himitsu -legacy -certpbe PBE-SHA1-RC2-128 -keypbe PBE-SHA1-RC2-128 -certfile chain.pem
p12 legacy-rc4-128 p256 himitsu -legacy -certpbe PBE-SHA1-RC4-128 -keypbe PBE-SHA1-RC4-128
p12 legacy-rc4-40 p256 himitsu -legacy -certpbe PBE-SHA1-RC4-40 -keypbe PBE-SHA1-RC4-40
p12 legacy-3des p256 himitsu -certpbe PBE-SHA1-3DES -keypbe PBE-SHA1-3DES -macalg sha1 -certfile chain.pem
p12 legacy-2des p256 himitsu -legacy -certpbe PBE-SHA1-2DES -keypbe PBE-SHA1-2DES
p12 modern rsa himitsu -certfile chain.pem -name "$JAPANESE"
p12 modern-p384 p384 himitsu -certpbe AES-192-CBC -keypbe AES-192-CBC -macalg sha384 -certfile chain.pem
p12 aes-128-sha512 p256 himitsu -certpbe AES-128-CBC -keypbe AES-128-CBC -macalg sha512
p12 pbes2-3des p256 himitsu -certpbe DES-EDE3-CBC -keypbe DES-EDE3-CBC -macalg sha1
p12 iterations-1 p256 himitsu -noiter -nomaciter
p12 no-mac p256 himitsu -nomac -certfile chain.pem
p12 empty-password p256 '' -certfile chain.pem
p12 empty-password-legacy p256 '' -legacy
p12 nothing-encrypted p256 himitsu -keypbe NONE -certpbe NONE
p12 nothing-at-all p256 himitsu -keypbe NONE -certpbe NONE -nomac
p12 certificates-open p256 himitsu -certpbe NONE
p12 japanese-password p256 '秘密の言葉𠮷' -name "$JAPANESE"
p12 japanese-password-legacy p256 '秘密の言葉𠮷' -legacy
p12 p521 p521 himitsu
cp p256.key expired.key
p12 expired expired himitsu -certfile chain.pem
openssl pkcs12 -export -nokeys -in p256.pem -passout pass:himitsu -out "$out/no-key.p12"
openssl pkcs12 -export -nocerts -inkey p256.key -passout pass:himitsu -out "$out/no-certificate.p12"

# NSS: indefinite lengths and strings in pieces, one password as UTF-8 and as UTF-16.
mkdir nssdb
certutil -N -d sql:nssdb --empty-password
pk12util -i "$out/modern.p12" -d sql:nssdb -W himitsu >/dev/null
nss() { pk12util -o "$out/$1.p12" -n "$JAPANESE" -d sql:nssdb -W "$2" "${@:3}" >/dev/null; }
nss nss himitsu
nss nss-japanese-password '秘密の言葉'
nss nss-legacy himitsu -c 'PKCS #12 V2 PBE With SHA-1 And 3KEY Triple DES-CBC' -C 'PKCS #12 V2 PBE With SHA-1 And 40 Bit RC2 CBC'
nss nss-empty-password ''

# Java: several keys in one file; names in lower case.
for name in rsa p256 p384; do
  openssl pkcs12 -export -inkey $name.key -in $name.pem -certfile chain.pem -name "$name 鍵" -passout pass:himitsu \
    -certpbe PBE-SHA1-3DES -keypbe PBE-SHA1-3DES -macalg sha1 -out $name.p12
done
several() { # FILE OPTION…
  local file=$1 name
  shift
  for name in rsa p256 p384; do
    keytool "$@" -importkeystore -noprompt -srckeystore $name.p12 -srcstoretype PKCS12 -srcstorepass himitsu \
      -destkeystore "$out/$file.p12" -deststoretype PKCS12 -deststorepass himitsu 2>/dev/null
  done
}
several keytool-several
several keytool-legacy -J-Dkeystore.pkcs12.legacy
several keytool-sha512 -J-Dkeystore.pkcs12.keyProtectionAlgorithm=PBEWithHmacSHA512AndAES_256 \
  -J-Dkeystore.pkcs12.certProtectionAlgorithm=PBEWithHmacSHA384AndAES_128 -J-Dkeystore.pkcs12.macAlgorithm=HmacPBESHA512
several keytool-sha1 -J-Dkeystore.pkcs12.keyProtectionAlgorithm=PBEWithHmacSHA1AndAES_128 \
  -J-Dkeystore.pkcs12.certProtectionAlgorithm=PBEWithHmacSHA1AndAES_256 -J-Dkeystore.pkcs12.macAlgorithm=HmacPBESHA1
