internal import Basics

/// Known answers of every primitive, computed with another implementation, checked at start.
enum SelfTest {
    private static let sequence = [UInt8](0..<32)

    static func run() throws(SecretsError) {
        guard
            try hashes(), try agreement(), try signature(), try cipher(), try commitment(),
            try sealedBox()
        else { throw .selfTestFailed }
    }

    private static func agrees(_ bytes: [UInt8], _ expected: String) -> Bool {
        bytes.hexadecimal == expected
    }

    private static func hashes() throws(SecretsError) -> Bool {
        let text = Array("madar".utf8)
        let key = try SecretKey(copying: sequence.rawSpan)
        return agrees(
            SHA256.hash(text),
            "8487c932868a810619dd05da7190240af90a80d33e799c1dc58fe7782007a836")
            && agrees(
                HMACSHA256.tag(
                    Array("what do ya want for nothing?".utf8).rawSpan,
                    key: Array("Jefe".utf8).rawSpan),
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")
            && agrees(
                BLAKE2b.hash(text.rawSpan, key: key, personal: "SE1.derive+commt"),
                "3543db12dceb4733a4e9157ef37ee7bb5eac1a46578e1a901eef1dc7580711c4")
    }

    private static func agreement() throws(SecretsError) -> Bool {
        let first = AgreementKey(secret: try SecretKey(copying: sequence.rawSpan))
        let second = AgreementKey(
            secret: try SecretKey(copying: [UInt8](32..<64).rawSpan))
        let shared = try first.sharedSecret(with: second.publicKey.rawSpan)
        let other = try second.sharedSecret(with: first.publicKey.rawSpan)
        return shared.isEqual(to: other)
            && agrees(
                second.publicKey,
                "358072d6365880d1aeea329adf9121383851ed21a28e3b75e965d0d2cd166254")
            && shared.withBytes { span in
                agrees(
                    copy(span),
                    "9663aa1da97e848a914a436d04163dfbb89178f107f1b5b77ed3854203382854")
            }
    }

    private static func signature() throws(SecretsError) -> Bool {
        let key = SigningKey(seed: try SecretKey(copying: sequence.rawSpan))
        let text = Array("madar".utf8)
        var signature = key.sign(text.rawSpan)
        let isKnown = agrees(
            signature,
            "feff44804099f2173bf9bed731783a4dc5172c335b5b73c245cd7de1e30ea5f7"
                + "ba7a53227c646a4a134cbf048c3a6229a002c006382b319b99d76621b0c4350e")
        let isValid = SigningKey.isValid(
            signature: signature.rawSpan, of: text.rawSpan, by: key.publicKey.rawSpan)
        signature[0] ^= 1
        return isKnown && isValid
            && !SigningKey.isValid(
                signature: signature.rawSpan, of: text.rawSpan,
                by: key.publicKey.rawSpan)
    }

    private static func cipher() throws(SecretsError) -> Bool {
        let key = try SecretKey(copying: sequence.rawSpan)
        let nonce = [UInt8](repeating: 0, count: ChaCha20Poly1305.nonceByteCount)
        let associated = Array("ad".utf8)
        var text = Array("madar".utf8) + [UInt8](repeating: 0, count: 16)
        text.withMutableRawSpan { text in
            ChaCha20Poly1305.seal(
                inPlace: &text, nonce: nonce.rawSpan, associatedData: associated.rawSpan,
                key: key)
        }
        return agrees(text, "75d92650df8a922a373a10f570f074f8d072279370")
    }

    private static func commitment() throws(SecretsError) -> Bool {
        let text = Array("madar".utf8)
        let key = try SecretKey(copying: sequence.rawSpan)
        let other = SecretKey()
        var sealed: [UInt8] = []
        CommittingAEAD.seal(
            text.rawSpan, context: text.rawSpan, personal: "SE1.derive+commt", key: key,
            appendingTo: &sealed)
        let opened = try CommittingAEAD.open(
            sealed.rawSpan, context: text.rawSpan, personal: "SE1.derive+commt", key: key)
        do {
            _ = try CommittingAEAD.open(
                sealed.rawSpan, context: text.rawSpan, personal: "SE1.derive+commt",
                key: other)
            return false
        } catch {
            return opened == text && error == .wrongKeyOrContext
        }
    }

    private static func sealedBox() throws(SecretsError) -> Bool {
        let pair = AgreementKey()
        let text = Array("madar".utf8)
        let box = try SealedBox.seal(text.rawSpan, to: pair.publicKey.rawSpan)
        return try SealedBox.open(box.rawSpan, with: pair) == text
    }

    private static func copy(_ span: RawSpan) -> [UInt8] {
        unsafe span.withUnsafeBytes { unsafe [UInt8]($0) }
    }
}
