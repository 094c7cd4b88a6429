#!/bin/bash
# Makes the vectors of this folder with the openssl command line alone (3.0 or newer). Keys are made anew each time and
# thrown away, so every run gives other bytes; expected.json says what each file has to lead to, and stays.
# All dates are in 2039 to 2060, and tests give the time, so nothing here grows old.
set -euo pipefail
cd "$(dirname "$0")"
out=$PWD
rm -f ./*.der ./*.p7b ./*.pem ./*.txt ./*.html ./*.p12
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

cat >ca.cnf <<'CNF'
[req]
distinguished_name = dn
string_mask = ${ENV::MASK}
utf8 = yes
[dn]
[ca]
default_ca = any
[any]
database = index.txt
unique_subject = no
new_certs_dir = .
serial = serial.txt
policy = any_policy
default_md = sha256
[any_policy]
countryName = optional
organizationName = optional
organizationalUnitName = optional
commonName = optional
emailAddress = optional
CNF
export MASK=utf8only

# key NAME ALGORITHM…: a private key, and its SubjectPublicKeyInfo
key() {
  local name=$1
  shift
  openssl genpkey "$@" -out "$name.key" 2>/dev/null
  openssl pkey -in "$name.key" -pubout -outform DER -out "$name.spki.der"
}
P256=(-algorithm EC -pkeyopt ec_paramgen_curve:P-256)
P384=(-algorithm EC -pkeyopt ec_paramgen_curve:P-384)
P521=(-algorithm EC -pkeyopt ec_paramgen_curve:P-521)
RSA=(-algorithm RSA -pkeyopt rsa_keygen_bits:2048)

# cert NAME KEY ISSUER SUBJECT EXTENSIONS, with START, END, MD, SERIAL from the environment; ISSUER "self" for a root
next_serial=4096
cert() {
  local name=$1 key=$2 issuer=$3 subject=$4 extensions=$5
  local signer=(-cert "$issuer.pem" -keyfile "${SIGNED_WITH:-$issuer}.key")
  [ "$issuer" = self ] && signer=(-selfsign -keyfile "$key.key")
  next_serial=$((next_serial + 1))
  printf '%s\n' "${SERIAL:-$(printf '%X' $next_serial)}" >serial.txt
  : >index.txt
  printf '%s\n' "$extensions" >extensions.cnf
  openssl req -new -config ca.cnf -key "$key.key" -subj "$subject" -out "$name.csr"
  openssl ca -config ca.cnf -batch -notext -preserveDN -in "$name.csr" "${signer[@]}" -extfile extensions.cnf -md "${MD:-sha256}" \
    -startdate "${START:-20400401000000Z}" -enddate "${END:-20410401000000Z}" -out "$name.pem" 2>log.txt ||
    { cat log.txt >&2; exit 1; }
}
ca() { START=20300101000000Z END=20600101000000Z cert "$1" "$2" "$3" "$4" "${5:-$CA}"; }

# bag NAME CERTIFICATE…: a certs-only PKCS#7
bag() {
  local name=$1 files=()
  shift
  for each in "$@"; do files+=(-certfile "$each.pem"); done
  openssl crl2pkcs7 -nocrl "${files[@]}" -outform DER -out "$out/$name.p7b"
}
# length FILE: DER length octets for its size
length() {
  local size
  size=$(stat -c %s "$1")
  if ((size < 128)); then printf "\\x$(printf %02x "$size")"
  elif ((size < 256)); then printf "\\x81\\x$(printf %02x "$size")"
  else printf "\\x82\\x$(printf %02x $((size >> 8)))\\x$(printf %02x $((size & 255)))"; fi
}
# parts FILE: the elements right inside of the outermost one, as part-0, part-1 and so on
parts() {
  local n=0 at header size
  rm -f part-*
  while read -r at header size; do
    dd if="$1" of=part-$n bs=1 skip="$at" count=$((header + size)) status=none
    n=$((n + 1))
  done < <(openssl asn1parse -inform DER -in "$1" | sed -n 's/^ *\([0-9]*\):d=1 *hl=\([0-9]*\) *l= *\([0-9]*\) .*/\1 \2 \3/p')
}
# tbs NAME: what is signed in a certificate
tbs() { openssl x509 -in "$1.pem" -outform DER | openssl asn1parse -inform DER -strparse 4 -noout -out "$1.tbs"; }
# signed NAME: NAME.crt, the certificate to NAME.tbs, by the issuing CA
signed() {
  { printf '\x03'; { printf '\0'; openssl dgst -sha256 -sign issuing.key "$1.tbs"; } >signature; length signature; cat signature; } >bits
  { cat "$1.tbs"; printf '\x30\x0a\x06\x08\x2a\x86\x48\xce\x3d\x04\x03\x02'; cat bits; } >whole
  { printf '\x30'; length whole; cat whole; } >"$1.crt"
}
# in_bag NAME CERTIFICATE: NAME.p7b with CERTIFICATE.crt and its issuer
in_bag() {
  openssl x509 -inform DER -in "$2.crt" -out "$2.pem"
  bag "$1" "$2" issuing
}
# spliced NAME PART FILE: NAME.crt, which is good.pem with another part of what is signed (1: serial number, 6: public key)
spliced() {
  tbs good
  parts good.tbs
  cp "$3" part-"$2"
  cat part-* >content
  { printf '\x30'; length content; cat content; } >"$1.tbs"
  signed "$1"
}
# asn1 FILE TEXT: DER from the notation of ASN1_generate_nconf(3)
asn1() {
  printf 'asn1=SEQUENCE:whole\n%s\n' "$2" >asn1.cnf
  openssl asn1parse -genconf asn1.cnf -noout -out "$1"
}
der() { openssl x509 -in "$1.pem" -outform DER -out "$out/$1.der"; }

CA=$'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\nsubjectKeyIdentifier=hash'
LEAF=$'basicConstraints=CA:FALSE\nkeyUsage=critical,digitalSignature,keyEncipherment\nextendedKeyUsage=clientAuth,emailProtection\nsubjectKeyIdentifier=hash\nauthorityKeyIdentifier=keyid'
OWNER='/C=JP/O=Practice Bank/OU=Corporate/CN=1234567890-0001'

# --- keys and CAs
for each in root issuing impostor cross new other second; do key $each "${P256[@]}"; done
key rsa-issuing "${RSA[@]}"
key rsa "${RSA[@]}"
key rsa1024 -algorithm RSA -pkeyopt rsa_keygen_bits:1024
key rsa-e3 -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -pkeyopt rsa_keygen_pubexp:3
key p384 "${P384[@]}"
key p521 "${P521[@]}"
key p192 -algorithm EC -pkeyopt ec_paramgen_curve:prime192v1
openssl genpkey -genparam -algorithm DSA -pkeyopt dsa_paramgen_bits:2048 -out dsa.parameters 2>/dev/null
key dsa -paramfile dsa.parameters
key k256 -algorithm EC -pkeyopt ec_paramgen_curve:secp256k1
cp ./{new,other,second,rsa,rsa1024,rsa-e3,p384,k256,p192,dsa}.spki.der "$out"

ca root root self '/C=JP/O=Practice Bank/CN=Practice Root'
ca issuing issuing root '/C=JP/O=Practice Bank/CN=Practice Client CA'
ca rsa-issuing rsa-issuing root '/C=JP/O=Practice Bank/CN=Practice RSA CA'
ca p521 p521 root '/C=JP/O=Practice Bank/CN=Practice P-521 CA'
ca impostor impostor root '/C=JP/O=Practice Bank/CN=Practice Client CA'

# --- the certificate that is followed, and good answers
START=20390415000000Z END=20400430000000Z SERIAL=00F00D cert previous other issuing "$OWNER" "$LEAF"
SERIAL=00C0FFEE cert good new issuing "$OWNER" "$LEAF"
der previous
der good
der issuing
der root
bag good good issuing root
bag leaf-last root issuing good
bag leaf-only good
bag extra-certificates previous good issuing impostor
cp good.pem "$out/good.pem"
{ for each in good issuing root; do openssl x509 -in $each.pem -subject -issuer; done; } >"$out/chain-with-noise.pem"
openssl pkcs7 -inform DER -in "$out/good.p7b" -out "$out/good-pkcs7.pem"
sed 's/PKCS7/CMS/; s/$/\r/' "$out/good-pkcs7.pem" >"$out/good-cms-crlf.pem"
openssl base64 -in "$out/good.p7b" | sed 's/$/\r/' >"$out/good-base64-crlf.txt"
openssl base64 -A -in "$out/good.p7b" >"$out/good-base64-one-line.txt"
{ printf '\xff\xfe'; iconv -t UTF-16LE "$out/good-base64-crlf.txt"; } >"$out/good-base64-utf16le-bom.txt"
iconv -t UTF-16BE "$out/good-pkcs7.pem" >"$out/good-utf16be.txt"
{ printf '\xef\xbb\xbf'; cat "$out/good-pkcs7.pem"; } >"$out/good-utf8-bom.txt"
{ printf '\xfe\xff'; iconv -t UTF-16BE "$out/good-base64-one-line.txt"; } >"$out/good-base64-utf16be-bom.txt"
iconv -t UTF-16LE "$out/good-pkcs7.pem" >"$out/good-utf16le.txt"
{ printf '発行しました。\r\ncertificate='; cat "$out/good-base64-one-line.txt"; } >"$out/noise-before.txt"
{ cat "$out/good-base64-crlf.txt"; printf 'MIND: this is the end.'; } >"$out/noise-after.txt"
{ printf 'MIME-Version: 1.0\n\n'; cat "$out/good-base64-one-line.txt"; printf '&status=0'; } >"$out/noise-around.txt"
# indefinite lengths, as a streaming writer makes them
printf x | openssl cms -sign -stream -binary -nodetach -signer issuing.pem -inkey issuing.key -certfile good.pem \
  -outform DER -out "$out/good-indefinite.p7b"
openssl base64 -in "$out/good-indefinite.p7b" -out "$out/good-indefinite-base64.txt"

MD=sha256 cert good-rsa rsa rsa-issuing "$OWNER" "$LEAF"
bag good-rsa good-rsa rsa-issuing root
MD=sha384 cert good-rsa-sha384 rsa rsa-issuing "$OWNER" "$LEAF"
bag good-rsa-sha384 good-rsa-sha384 rsa-issuing
MD=sha512 cert good-p384 p384 p521 "$OWNER" "$LEAF"
bag good-p384 good-p384 p521 root
END=20510401000000Z cert good-until-2051 new issuing "$OWNER" "$LEAF"
bag good-until-2051 good-until-2051 issuing
cert no-extensions new issuing "$OWNER" 'subjectKeyIdentifier=hash'
bag good-few-extensions no-extensions issuing

# without extensions openssl makes version 1; its dates are today's, and no test looks at them
openssl x509 -req -in good.csr -signkey new.key -days 1 -outform DER -out "$out/version-1.der" 2>/dev/null

JAPANESE='/C=JP/O=練習銀行/OU=法人部/CN=株式会社更新 1234567890/emailAddress=keiri@example.co.jp'
START=20390415000000Z END=20400430000000Z cert previous-japanese other issuing "$JAPANESE" "$LEAF"
der previous-japanese
MD=sha1 START=20390415000000Z END=20400430000000Z cert previous-sha1 other rsa-issuing "$OWNER" "$LEAF"
der previous-sha1
cert japanese-utf8 new issuing "$JAPANESE" "$LEAF"
bag japanese-utf8 japanese-utf8 issuing
MASK=MASK:0x802 cert japanese-bmp new issuing "$JAPANESE" "$LEAF"
bag japanese-bmp japanese-bmp issuing
cp japanese-utf8.csr japanese.csr

# --- not a certificate, or broken
cat >"$out/page.html" <<'HTML'
<!DOCTYPE html>
<html lang="ja"><head><title>エラー</title></head><body>ただいまサービスを停止しております。</body></html>
HTML
printf '0件: システムエラー\n' >"$out/text.txt"
printf 'Error MIIB0123, MIIEpAIBAAKCAQEA: no certificate\n' >"$out/text-like-base64.txt"
: >"$out/empty.txt"
printf ' \r\n' >"$out/white-space.txt"
openssl req -in good.csr -out "$out/request.pem"
openssl req -in good.csr -outform DER -out "$out/request.der"
openssl base64 -in "$out/request.der" -out "$out/request-base64.txt"
openssl pkey -in new.key -out "$out/private-key.pem"
openssl pkey -in rsa.key -outform DER -out "$out/private-key.der"
openssl pkcs12 -export -inkey new.key -in good.pem -passout pass:x -out "$out/good.p12"
openssl crl2pkcs7 -nocrl -outform DER -out "$out/no-certificates.p7b"
printf x | openssl cms -sign -binary -nodetach -nocerts -econtent_type 1.3.6.1.5.5.7.12.3 -signer issuing.pem \
  -inkey issuing.key -outform DER -out "$out/cmc-pending.p7b"
# cmc NAME CONTROL STATUS CERTIFICATE: a CMC response that says how it went (1: statusInfo, 25: statusInfoV2)
cmc() {
  asn1 response "[whole]
controls=SEQUENCE:controls
contents=SEQUENCE:empty
others=SEQUENCE:empty
[empty]
[controls]
status=SEQUENCE:control
[control]
bodyPartID=INTEGER:1
type=OID:1.3.6.1.5.5.7.7.$2
values=SET:values
[values]
info=SEQUENCE:info
[body]
request=INTEGER:1
[pending]
token=FORMAT:HEX,OCTETSTRING:0102
time=GENERALIZEDTIME:20400412000000Z
[info]
$3"
  openssl cms -sign -binary -nodetach -econtent_type 1.3.6.1.5.5.7.12.3 -in response -signer issuing.pem -inkey issuing.key \
    -certfile "$4.pem" -outform DER -out "$out/$1.p7b"
}
cmc cmc-issued 25 $'status=INTEGER:0\nbody=SEQUENCE:body' good
cmc cmc-failed 25 $'status=INTEGER:2\nbody=SEQUENCE:body\ntext=FORMAT:UTF8,UTF8String:受付番号が\xe2\x80\xaeちがいます\nreason=INTEGER:2' root
cmc cmc-failed-without-reason 1 $'status=INTEGER:2\nbody=SEQUENCE:body' root
cmc cmc-pending-until 25 $'status=INTEGER:3\nbody=SEQUENCE:body\ntime=IMPLICIT:0,SEQUENCE:pending' root
cmc cmc-pending-version-1 1 $'status=INTEGER:3\nbody=SEQUENCE:body\ntime=SEQUENCE:pending' root
printf x | openssl cms -data_create -binary -outform DER -out "$out/data.p7b"
head -c -1 "$out/good.p7b" >"$out/truncated.p7b"
{ cat "$out/good.p7b"; printf '\0'; } >"$out/trailing.p7b"
{ cat "$out/good.der"; printf '\0'; } >"$out/trailing.der"
for _ in $(seq 200); do printf '\x30\x80'; done >"$out/nested.p7b"
for _ in $(seq 400); do printf '\0'; done >>"$out/nested.p7b"
head -c 700 "$out/good-base64-one-line.txt" >"$out/truncated-base64.txt"
head -n 5 "$out/good.pem" >"$out/truncated.pem"
head -c -1 "$out/good.der" >"$out/truncated.der"
printf 'MIIB: there is no certificate here' >"$out/almost-base64.txt"
bag twenty-one $(for _ in $(seq 21); do echo good; done)

# --- another key, subject, time
cert other-key other issuing "$OWNER" "$LEAF"
bag other-key other-key issuing root
cert other-customer new issuing '/C=JP/O=Practice Bank/OU=Corporate/CN=1234567890-0002' "$LEAF"
bag other-customer other-customer issuing
cert subject-shorter new issuing '/C=JP/O=Practice Bank/OU=Corporate' "$LEAF"
bag subject-shorter subject-shorter issuing
cert subject-reordered new issuing '/CN=1234567890-0001/OU=Corporate/O=Practice Bank/C=JP' "$LEAF"
bag subject-reordered subject-reordered issuing
cert subject-two-others new issuing '/C=JP/O=Another Bank/OU=Corporate/OU=Branch/CN=1234567890-0001' "$LEAF"
bag subject-two-others subject-two-others issuing
# the same by RFC 5280 §7.1: PrintableString, capitals, spaces, full width
MASK=default cert subject-printable new issuing '/C=JP/O=PRACTICE  bank/OU=Corporate/CN=1234567890-0001' "$LEAF"
bag subject-printable subject-printable issuing
cert subject-full-width new issuing '/C=JP/O=Ｐractice Bank/OU=Corporate/CN=１２３４５６７８９０-0001' "$LEAF"
bag subject-full-width subject-full-width issuing
cert subject-longer new issuing "$OWNER/emailAddress=a@example.jp" "$LEAF"
bag subject-longer subject-longer issuing
END=20400515000000Z cert until-may new issuing "$OWNER" "$LEAF"
bag until-may until-may issuing
START=20400410000500Z cert from-five-past new issuing "$OWNER" "$LEAF"
bag from-five-past from-five-past issuing
START=20390501000000Z END=20400430000000Z cert not-longer new issuing "$OWNER" "$LEAF"
bag not-longer not-longer issuing
# number OCTET…: an INTEGER
number() { printf "$(printf '\\x02\\x%02x' $#)$(printf '\\x%s' "$@")" >serial; }
number 00 $(for _ in $(seq 20); do echo ff; done)
spliced longest-serial 1 serial
in_bag longest-serial longest-serial
number 01 $(for _ in $(seq 20); do echo ff; done)
spliced long-serial 1 serial
in_bag long-serial long-serial
number 00 7f
spliced padded-serial 1 serial
cp padded-serial.crt "$out/padded-serial.der"
number ff
spliced negative-serial 1 serial
in_bag negative-serial negative-serial
number 00
spliced zero-serial 1 serial
in_bag zero-serial zero-serial
SERIAL=00F00D cert same-serial new issuing "$OWNER" "$LEAF"
bag same-serial same-serial issuing

# --- weak
for each in rsa1024 rsa-e3 k256 p192 dsa; do
  cert weak-$each $each issuing "$OWNER" "$LEAF"
  bag weak-$each weak-$each issuing
done
# rsa_spki NAME MODULUS EXPONENT, in hexadecimal
rsa_spki() {
  asn1 key "[whole]
n=INTEGER:0x$2
e=INTEGER:0x$3"
  asn1 "$1.spki.der" "[whole]
algorithm=SEQUENCE:algorithm
key=FORMAT:HEX,BITSTRING:$(od -An -v -tx1 key | tr -d ' \n')
[algorithm]
type=OID:rsaEncryption
none=NULL"
  cp "$1.spki.der" "$out"
  spliced "weak-$1" 6 "$1.spki.der"
  in_bag "weak-$1" "weak-$1"
}
modulus=$(openssl rsa -in rsa.key -noout -modulus | cut -d= -f2)
rsa_spki rsa-even-exponent "$modulus" 10002
rsa_spki rsa-long-exponent "$modulus" 100000001
rsa_spki rsa-even-modulus "${modulus%?}0" 10001
# made for this: each of its two primes is k·M + 65537^a mod M, M the product of the first 126 primes
rsa_spki rsa-roca \
bc9d8ec1dd4a0627785b1b72bee99401255b9cc3d80b0eabd5bb273fbef262c108559a286a084ad6fd13cff16b326076537152f3fc32de50\
6219e9a302b22f7a2301ede89fbfd1b05429a1e9ad2bdd1d6c20394703a8fd075676d135172194f9b724e9dd344040423e81df0ee786b664\
9372e225b26be0bd5447410d110ba46e507f5327cb9356086be172a4166506932e6070548b1930313cc2f96c7ba0c8294285c36f4063b107\
ddc58ba7dec9888a2f99577ea03297be24342bfda05aa8c5e7ce400de9604c364b51a626e09edd7702e62843fd0a8ec2173bce39069febff\
b3fdfe1a6625455c58aec85e05940c8a6b13d6a1837823ca9833881c80fa26c3 \
  10001
for each in sha1 md5; do
  MD=$each cert signed-$each new rsa-issuing "$OWNER" "$LEAF"
  bag signed-$each signed-$each rsa-issuing
done
ca weak-issuing rsa1024 root '/C=JP/O=Practice Bank/CN=Practice Weak CA'
SIGNED_WITH=rsa1024 cert under-weak-issuing new weak-issuing "$OWNER" "$LEAF"
bag weak-issuer under-weak-issuing weak-issuing

# --- for something else
variant() {
  cert "$1" new issuing "$OWNER" "$2"
  bag "$1" "$1" issuing
}
variant no-client-auth $'keyUsage=digitalSignature\nextendedKeyUsage=serverAuth'
variant any-purpose-only 'extendedKeyUsage=anyExtendedKeyUsage'
variant no-digital-signature $'keyUsage=keyEncipherment\nextendedKeyUsage=clientAuth'
variant ca-true $'basicConstraints=critical,CA:TRUE\nkeyUsage=digitalSignature'
variant may-sign-certificates 'keyUsage=digitalSignature,keyCertSign'
variant unknown-critical '1.3.6.1.4.1.99999.1=critical,ASN1:NULL'
variant unknown-not-critical '1.3.6.1.4.1.99999.1=ASN1:NULL'
# openssl never writes an extension twice: issuerAltName (2.5.29.18) becomes subjectAltName (…17), then it is signed again
cert twice new issuing "$OWNER" $'subjectAltName=email:a@example.jp\nissuerAltName=email:b@example.jp'
tbs twice
LC_ALL=C sed -i 's/\x55\x1d\x12/\x55\x1d\x11/' twice.tbs
signed twice
in_bag duplicate-extension twice
variant key-usage-not-bits '2.5.29.15=ASN1:NULL'

# --- wrongly issued
cert forged new impostor "$OWNER" "$LEAF"
bag forged forged issuing
ca issuer-is-leaf second issuing '/C=JP/O=Practice Bank/CN=Not a CA' "$LEAF"
SIGNED_WITH=second cert under-leaf new issuer-is-leaf "$OWNER" "$LEAF"
bag issuer-not-ca under-leaf issuer-is-leaf issuing root
ca issuer-crl-only second root '/C=JP/O=Practice Bank/CN=CRL only' $'basicConstraints=critical,CA:TRUE\nkeyUsage=cRLSign'
SIGNED_WITH=second cert under-crl-only new issuer-crl-only "$OWNER" "$LEAF"
bag issuer-without-key-cert-sign under-crl-only issuer-crl-only
ca short-root root self '/C=JP/O=Practice Bank/CN=Practice Root' $'basicConstraints=critical,CA:TRUE,pathlen:0'
bag path-too-long good issuing short-root
SIGNED_WITH=root ca issuer-critical second short-root '/C=JP/O=Practice Bank/CN=Critical CA' "$CA"$'\n1.3.6.1.4.1.99999.1=critical,ASN1:NULL'
SIGNED_WITH=second cert under-critical new issuer-critical "$OWNER" "$LEAF"
bag issuer-unknown-critical under-critical issuer-critical
SIGNED_WITH=second cert other-issuer-not-sent new issuer-crl-only "$OWNER" "$LEAF"
bag other-issuer-not-sent other-issuer-not-sent
MD=sha1 SIGNED_WITH=root ca issuing-sha1 issuing root '/C=JP/O=Practice Bank/CN=Practice Client CA'
bag issuer-signed-sha1 good issuing-sha1 root
bag issuer-signed-sha1-root-not-sent good issuing-sha1

# the issuing CA's new key, certified with its old one under the same name
SIGNED_WITH=issuing ca rolled-over cross issuing '/C=JP/O=Practice Bank/CN=Practice Client CA'
SIGNED_WITH=cross cert under-rolled-over new rolled-over "$OWNER" "$LEAF"
bag rolled-over-issuer under-rolled-over rolled-over issuing
ca issuing-short issuing root '/C=JP/O=Practice Bank/CN=Practice Client CA' \
  $'basicConstraints=critical,CA:TRUE,pathlen:0\nsubjectKeyIdentifier=hash'
bag rolled-over-short-issuer under-rolled-over rolled-over issuing-short
# the issuing CA's key under another name
ca renamed issuing root '/C=JP/O=Practice Bank/CN=Practice Renamed CA'
SIGNED_WITH=issuing cert under-renamed new renamed "$OWNER" "$LEAF"
bag renamed-issuer under-renamed renamed
# a CA that anybody could make: the name and the key identifier of the issuing CA, another key
key_id=$(openssl x509 -in issuing.pem -noout -ext subjectKeyIdentifier | tail -n 1 | tr -d ' ')
ca self-made impostor self '/C=JP/O=Practice Bank/CN=Practice Client CA' "${CA/hash/$key_id}"
SIGNED_WITH=impostor cert under-self-made new self-made "$OWNER" "$LEAF"
bag self-made-issuer under-self-made self-made
bag self-made-issuer-and-true-one under-self-made self-made issuing root
bag self-made-issuer-not-sent forged

# A and B issue each other, over and over
ca loop-a-seed impostor self '/C=JP/CN=Loop A'
SIGNED_WITH=impostor ca loop-b cross loop-a-seed '/C=JP/CN=Loop B'
SIGNED_WITH=cross ca loop-a impostor loop-b '/C=JP/CN=Loop A'
SIGNED_WITH=impostor cert under-loop new loop-a "$OWNER" "$LEAF"
bag loop under-loop loop-a loop-b

# two certificates of one issuing CA: the first leads to one that is no CA, the second to the root
SIGNED_WITH=second ca issuing-cross issuing issuer-is-leaf '/C=JP/O=Practice Bank/CN=Practice Client CA'
bag cross-signed issuing-cross issuer-is-leaf issuing good root

# seven CAs above the leaf; six
below=root
files=(root)
for each in 1 2 3 4 5 6; do
  SIGNED_WITH=root ca deep-$each root $below "/C=JP/CN=Deep $each"
  below=deep-$each
  files+=($below)
done
SIGNED_WITH=root cert under-deep-6 new deep-6 "$OWNER" "$LEAF"
SIGNED_WITH=root cert under-deep-5 new deep-5 "$OWNER" "$LEAF"
bag seven-issuers under-deep-6 "${files[@]}"
bag six-issuers under-deep-5 "${files[@]:0:6}"

# nine certificates of one CA under nine of another, under one that is no CA: ninety ways, each of them wrong
many=()
for each in $(seq 9); do
  SIGNED_WITH=second ca maze-a-$each cross issuer-is-leaf '/C=JP/CN=Maze A'
  SIGNED_WITH=cross ca maze-b-$each cross maze-a-$each '/C=JP/CN=Maze B'
  many+=(maze-a-$each maze-b-$each)
done
SIGNED_WITH=cross cert under-maze new maze-b-1 "$OWNER" "$LEAF"
bag maze under-maze "${many[@]}" issuer-is-leaf

# nineteen certificates of one name and one key, each of which may have issued each other
files=()
ca alike-seed impostor self '/C=JP/CN=Alike'
for each in $(seq 19); do
  SIGNED_WITH=impostor ca alike-$each impostor alike-seed '/C=JP/CN=Alike'
  files+=(alike-$each)
done
SIGNED_WITH=impostor cert under-alike new alike-1 "$OWNER" "$LEAF"
bag alike under-alike "${files[@]}"

# --- what openssl itself makes, to be compared byte by byte
openssl req -in japanese.csr -outform DER -out "$out/japanese-request.der"
