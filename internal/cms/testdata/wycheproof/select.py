#!/usr/bin/env python3
"""Selects vectors.json from a checkout of C2SP/wycheproof: select.py DIR/testvectors_v1 > vectors.json

Of each file and each kind of fault (flags and result) the first three cases are taken, without those that are "acceptable"
either way, GCM nonces of other sizes than 12 bytes and OAEP labels, which are refused before."""
import json
import sys

FILES = {
    "aes-gcm": ("aes_gcm_test", ["key", "iv", "aad", "msg", "ct", "tag"]),
    "aes-cbc": ("aes_cbc_pkcs5_test", ["key", "iv", "msg", "ct"]),
    "aes-wrap": ("aes_wrap_test", ["key", "msg", "ct"]),
    "oaep": ("rsa_oaep_3072_sha256_mgf1sha256_test", ["msg", "ct"]),
    "pkcs1-decrypt": ("rsa_pkcs1_3072_test", ["msg", "ct"]),
    "pss": ("rsa_pss_3072_sha256_mgf1_32_test", ["msg", "sig"]),
    "pkcs1-verify": ("rsa_signature_3072_sha256_test", ["msg", "sig"]),
    "ecdsa-p256": ("ecdsa_secp256r1_sha256_test", ["msg", "sig"]),
    "ecdsa-p384": ("ecdsa_secp384r1_sha384_test", ["msg", "sig"]),
    "ecdh-p256": ("ecdh_secp256r1_ecpoint_test", ["public", "private", "shared"]),
    "ecdh-p384": ("ecdh_secp384r1_ecpoint_test", ["public", "private", "shared"]),
}
out = {}
for name, (file, fields) in FILES.items():
    groups, taken = [], {}
    for g in json.load(open(f"{sys.argv[1]}/{file}.json"))["testGroups"]:
        if name == "aes-gcm" and (g["keySize"] not in (128, 256) or g["ivSize"] != 96):
            continue
        cases = []
        for t in g["tests"]:
            kind = (g.get("keySize"), t["result"], *t["flags"])
            if t.get("label"):
                continue
            taken[kind] = taken.get(kind, 0) + 1
            if t["result"] != "acceptable" and taken[kind] <= 3:
                cases.append({"id": t["tcId"], "comment": t["comment"], "valid": t["result"] == "valid", **{f: t[f] for f in fields}})
        if cases:
            groups.append({"key": g.get("privateKeyPkcs8") or g.get("publicKeyDer", ""), "cases": cases})
    out[name] = groups
json.dump(out, sys.stdout, indent=0)
print()
