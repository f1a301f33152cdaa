"""Vectors that others made: Noise, Wycheproof, Merkle trees. Every file of a folder is run."""

import base64
import json
from pathlib import Path
from typing import Any

from nacl import bindings
from nacl.exceptions import BadSignatureError, CryptoError
from nacl.signing import VerifyKey

from madar_client import checkpoint, noise, sealed
from madar_client.noise import Handshake, Pattern

# Messages of each pattern by the specification of Noise, sections 7.4, 7.5 and appendix 7.
_BASE = {
    "N": "e,es", "K": "e,es,ss", "X": "e,es,s,ss",
    "NN": "e/e,ee", "NK": "e,es/e,ee", "NX": "e/e,ee,s,es",
    "XN": "e/e,ee/s,se", "XK": "e,es/e,ee/s,se", "XX": "e/e,ee,s,es/s,se",
    "KN": "e/e,ee,se", "KK": "e,es,ss/e,ee,se", "KX": "e/e,ee,se,s,es",
    "IN": "e,s/e,ee,se", "IK": "e,es,s,ss/e,ee,se", "IX": "e,s/e,ee,se,s,es",
    "NK1": "e/e,ee,es", "NX1": "e/e,ee,s/es",
    "X1N": "e/e,ee/s/se", "X1K": "e,es/e,ee/s/se", "XK1": "e/e,ee,es/s,se",
    "X1K1": "e/e,ee,es/s/se", "X1X": "e/e,ee,s,es/s/se", "XX1": "e/e,ee,s/es,s,se",
    "X1X1": "e/e,ee,s/es,s/se",
    "K1N": "e/e,ee/se", "K1K": "e,es/e,ee/se", "KK1": "e/e,ee,se,es", "K1K1": "e/e,ee,es/se",
    "K1X": "e/e,ee,s,es/se", "KX1": "e/e,ee,se,s/es", "K1X1": "e/e,ee,s/se,es",
    "I1N": "e,s/e,ee/se", "I1K": "e,es,s/e,ee/se", "IK1": "e,s/e,ee,se,es",
    "I1K1": "e,s/e,ee,es/se", "I1X": "e,s/e,ee,s,es/se", "IX1": "e,s/e,ee,se,s/es",
    "I1X1": "e,s/e,ee,s/se,es",
}  # fmt: skip


def pattern(name: str) -> Pattern:
    """A pattern by its name, with its psk modifiers."""
    base, *places = name.replace("+psk", "psk").split("psk")
    messages = [tuple(part.split(",")) for part in _BASE[base].split("/")]
    for place in places:
        if place == "0":
            messages[0] = ("psk", *messages[0])
        else:
            messages[int(place) - 1] = (*messages[int(place) - 1], "psk")
    letters = base.replace("1", "")
    return Pattern(
        name, tuple(messages), letters[0] == "K", letters[-1] == "K" or letters in ("N", "X")
    )


def side(vector: dict[str, Any], initiator: bool) -> Handshake:
    """One side of a vector."""
    prefix = "init_" if initiator else "resp_"

    def optional(name: str) -> bytes | None:
        text = vector.get(prefix + name)
        return bytes.fromhex(text) if text else None

    name = (vector.get("protocol_name") or vector["name"]).split("_")[1]
    return Handshake(
        pattern(name),
        initiator,
        optional("prologue") or b"",
        optional("static"),
        optional("remote_static"),
        [bytes.fromhex(psk) for psk in vector.get(prefix + "psks", [])],
        optional("ephemeral"),
    )


def test_noise(public_vectors: Path) -> None:
    ran = 0
    for file in sorted((public_vectors / "noise").glob("*.json")):
        for vector in json.loads(file.read_text())["vectors"]:
            run_noise(vector)
            ran += 1
    assert ran


def run_noise(vector: dict[str, Any]) -> None:
    sides = [side(vector, True), side(vector, False)]
    ciphers: list[tuple[noise.Cipher, noise.Cipher]] = []
    one_way = len(pattern((vector.get("protocol_name") or vector["name"]).split("_")[1]).messages)
    for number, message in enumerate(vector["messages"]):
        payload, text = bytes.fromhex(message["payload"]), bytes.fromhex(message["ciphertext"])
        sender = 0 if one_way == 1 else number % 2
        if not sides[0].finished:
            assert sides[sender].write(payload) == text
            assert sides[1 - sender].read(text) == payload
            if sides[0].finished:
                assert [one.hash.hex() for one in sides] == [vector["handshake_hash"]] * 2
                ciphers = [one.split() for one in sides]
        else:
            assert ciphers[sender][sender].encrypt(b"", payload) == text
            assert ciphers[1 - sender][sender].decrypt(b"", text) == payload


def wycheproof(public_vectors: Path, name: str) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """The cases of one file, each with its group."""
    groups = json.loads((public_vectors / "wycheproof" / name).read_text())["testGroups"]
    cases = [(group, case) for group in groups for case in group["tests"]]
    assert cases
    return cases


def test_wycheproof_chacha20_poly1305(public_vectors: Path) -> None:
    """Only nonces of the form that frames have reach the cipher as this client calls it."""
    for _, case in wycheproof(public_vectors, "chacha20_poly1305_test.json"):
        key, nonce, text = (bytes.fromhex(case[n]) for n in ("key", "iv", "ct"))
        if len(nonce) != 12:
            continue
        data, text = bytes.fromhex(case["aad"]), text + bytes.fromhex(case["tag"])
        try:
            if nonce[:4] == bytes(4):
                got = noise.unseal(key, int.from_bytes(nonce[4:], "little"), data, text)
            else:
                got = bindings.crypto_aead_chacha20poly1305_ietf_decrypt(text, data, nonce, key)
        except (noise.NoiseError, CryptoError):
            assert case["result"] == "invalid", case["tcId"]
        else:
            assert case["result"] == "valid", case["tcId"]
            assert got.hex() == case["msg"]


def test_wycheproof_xchacha20_poly1305(public_vectors: Path) -> None:
    for _, case in wycheproof(public_vectors, "xchacha20_poly1305_test.json"):
        key, nonce = bytes.fromhex(case["key"]), bytes.fromhex(case["iv"])
        if len(nonce) != 24:
            continue
        data, text = bytes.fromhex(case["aad"]), bytes.fromhex(case["ct"] + case["tag"])
        try:
            got = bindings.crypto_aead_xchacha20poly1305_ietf_decrypt(text, data, nonce, key)
        except CryptoError:
            assert case["result"] == "invalid", case["tcId"]
        else:
            assert case["result"] == "valid", case["tcId"]
            assert got.hex() == case["msg"]
    # Sealed files use the same cipher, and refuse another context, key or byte.
    text = sealed.seal(bytes(32), b"a", b"salam")
    assert sealed.unseal(bytes(32), b"a", text) == b"salam"


def test_wycheproof_x25519(public_vectors: Path) -> None:
    refused = 0
    for _, case in wycheproof(public_vectors, "x25519_test.json"):
        secret, public = bytes.fromhex(case["private"]), bytes.fromhex(case["public"])
        if case["shared"] == bytes(32).hex():
            refused += 1
            try:
                noise.agree(secret, public)
            except noise.NoiseError:
                continue
            raise AssertionError(f"zero taken in case {case['tcId']}")
        assert noise.agree(secret, public).hex() == case["shared"]
    assert refused


def test_wycheproof_ed25519(public_vectors: Path) -> None:
    for group, case in wycheproof(public_vectors, "ed25519_test.json"):
        key = VerifyKey(bytes.fromhex(group["publicKey"]["pk"]))
        try:
            key.verify(bytes.fromhex(case["msg"]), bytes.fromhex(case["sig"]))
        except (BadSignatureError, ValueError):
            assert case["result"] == "invalid", case["tcId"]
        else:
            assert case["result"] == "valid", case["tcId"]


def test_merkle_consistency(public_vectors: Path) -> None:
    ran = 0
    for file in sorted((public_vectors / "merkle" / "consistency").rglob("*.json")):
        case = json.loads(file.read_text())
        first, second = (base64.b64decode(case[name] or "") for name in ("root1", "root2"))
        proof = [base64.b64decode(item) for item in case["proof"] or []]
        size1, size2 = case["size1"], case["size2"]
        if size1 == 0:
            # Nothing was kept: this client compares nothing and takes no proof.
            continue
        got = checkpoint.consistent(size1, first, size2, second, proof)
        assert got != case["wantErr"], file
        ran += 1
    assert ran


def test_merkle_inclusion(public_vectors: Path) -> None:
    ran = 0
    for file in sorted((public_vectors / "merkle" / "inclusion").rglob("*.json")):
        case = json.loads(file.read_text())
        root, leaf = (base64.b64decode(case[name] or "") for name in ("root", "leafHash"))
        proof = [base64.b64decode(item) for item in case["proof"] or []]
        got = checkpoint.included(leaf, case["leafIdx"], case["treeSize"], root, proof)
        assert got != case["wantErr"], file
        ran += 1
    assert ran
