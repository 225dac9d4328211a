#!/usr/bin/env bash
# Makes the certificates of the tests with openssl. They are committed, since the vectors of other programs are made for them: run this
# only to start anew, and then scripts/interop with VECTORS=1.
set -euo pipefail
cd "$(dirname "$0")"
days=36500
conf=$(mktemp)
trap 'rm -f "$conf" ./*.csr ./*.srl' EXIT
cat >"$conf" <<'CONF'
[req]
distinguished_name=dn
[dn]
[ca]
basicConstraints=critical,CA:TRUE
keyUsage=critical,keyCertSign,cRLSign
subjectKeyIdentifier=hash
[rsa]
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature,keyEncipherment
extendedKeyUsage=emailProtection
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
subjectAltName=email:${ENV::ADDRESS}
[ec]
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature,keyAgreement
extendedKeyUsage=emailProtection
subjectKeyIdentifier=hash
authorityKeyIdentifier=keyid
subjectAltName=email:${ENV::ADDRESS}
CONF
export ADDRESS=none@test.example

rsa() { openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:"$2" -out "$1.key" 2>/dev/null || openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:"$2" -out "$1.key" 2>/dev/null; }
ec() { openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:"$2" -pkeyopt ec_param_enc:named_curve -out "$1.key"; }
issue() { # name extensions issuer subject address
  ADDRESS=$5 openssl req -new -key "$1.key" -subj "$4" -out "$1.csr" -config "$conf"
  ADDRESS=$5 openssl x509 -req -in "$1.csr" -CA "$3.pem" -CAkey "$3.key" -CAcreateserial -days $days -sha256 -extfile "$conf" -extensions "$2" -out "$1.pem" 2>/dev/null
}

rsa root 3072
openssl req -x509 -new -key root.key -out root.pem -days $days -sha256 -subj "/C=DE/O=Test/CN=Test Root" -config "$conf" -extensions ca
rsa sub 3072
issue sub ca root "/C=DE/O=Test/CN=Test Sub CA" "$ADDRESS"
rsa platform-rsa 3072
issue platform-rsa rsa sub "/C=DE/O=Plattform/CN=Sichere Kommunikation" gateway@schalter.example
ec platform-ec P-256
issue platform-ec ec sub "/C=DE/O=Plattform/CN=Sichere Kommunikation EC" gateway@schalter.example
rsa authority-rsa 3072
issue authority-rsa rsa sub "/C=DE/O=Stadt Bamberg/CN=Gewerbeamt" gewerbe@bamberg.example
ec authority-ec P-384
issue authority-ec ec sub "/C=DE/O=Landratsamt/CN=Poststelle" poststelle@lra.example
rsa other 3072
issue other rsa sub "/C=DE/O=Mallory/CN=Mallory" mallory@evil.example
ec brainpool brainpoolP256r1
issue brainpool ec sub "/C=DE/O=Landratsamt/CN=Brainpool" brainpool@lra.example
cat sub.pem root.pem >chain.pem
rm -f brainpool.key sub.srl root.srl
openssl crl2pkcs7 -nocrl -certfile authority-ec.pem -certfile chain.pem -outform DER -out authority-ec.p7b
chmod 644 ./*.key
