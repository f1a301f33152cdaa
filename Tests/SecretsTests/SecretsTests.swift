import Basics
import Testing

@testable import Secrets

@Suite struct SecretsTests {
    @Test func selfTestPasses() throws {
        try Sodium.start()
    }

    @Test func keysAreEqualOnlyToTheirCopies() throws {
        let key = SecretKey()
        let other = SecretKey()
        let copy = key.copy()
        let equalsCopy = key.isEqual(to: copy)
        let equalsOther = key.isEqual(to: other)
        #expect(equalsCopy && !equalsOther)
        #expect(key.checkValue(label: "a") == copy.checkValue(label: "a"))
        #expect(key.checkValue(label: "a") != key.checkValue(label: "b"))
    }

    @Test func wipedArraysAreEmpty() {
        var bytes: [UInt8] = [1, 2, 3]
        Sodium.wipe(&bytes)
        #expect(bytes.isEmpty)
    }

    @Test func keyOfAnotherLengthIsRefused() {
        #expect(throws: SecretsError.wrongLength) {
            var bytes = [UInt8](repeating: 1, count: 31)
            _ = try SecretKey(wiping: &bytes)
        }
    }

    @Test func aReplayedGeneratorDoesNotRepeatANonceAtAnotherTime() {
        func nonce(_ nanoseconds: UInt64) -> [UInt8] {
            var nonce = [UInt8](repeating: 7, count: CommittingAEAD.nonceByteCount)
            unsafe nonce.withUnsafeMutableBytes { nonce in
                unsafe CommittingAEAD.mix(nonce, nanoseconds: nanoseconds)
            }
            return nonce
        }
        let times: [UInt64] = [0, 1, 255, 256, 1 << 32, 1 << 63, .max]
        #expect(Set(times.map(nonce)).count == times.count)
        #expect(nonce(1) == nonce(1))
    }

    @Test func equalTextsDoNotGiveEqualEnvelopes() {
        let key = SecretKey()
        var seen: Set<[UInt8]> = []
        for _ in 0..<1_000 {
            var sealed: [UInt8] = []
            CommittingAEAD.seal(
                [1].rawSpan, context: [2].rawSpan, personal: "SE1.derive+commt", key: key,
                appendingTo: &sealed)
            seen.insert(Array(sealed.prefix(CommittingAEAD.nonceByteCount)))
        }
        #expect(seen.count == 1_000)
    }

    @Test func aPaddedTextEndsWithAMarkAndZeros() throws {
        let key = SecretKey()
        var sealed: [UInt8] = []
        CommittingAEAD.seal(
            [1, 2, 3].rawSpan, paddedTo: 8, context: [UInt8]().rawSpan,
            personal: "SE1.derive+commt", key: key, appendingTo: &sealed)
        let opened = try CommittingAEAD.open(
            sealed.rawSpan, context: [UInt8]().rawSpan, personal: "SE1.derive+commt", key: key)
        #expect(opened == [1, 2, 3, 0x80, 0, 0, 0, 0])
    }

    @Test func committedBytesFailWithTheRightErrorForEveryFlippedBit() throws {
        let key = SecretKey()
        let context: [UInt8] = Array("context".utf8)
        var sealed: [UInt8] = []
        CommittingAEAD.seal(
            Array("a child's name".utf8).rawSpan, context: context.rawSpan,
            personal: "SE1.derive+commt", key: key, appendingTo: &sealed)
        for index in sealed.indices {
            for bit in 0..<8 {
                var flipped = sealed
                flipped[index] ^= 1 << UInt8(bit)
                // Nonce and commitment come first: a change there is a wrong context, a change
                // in ciphertext or tag is damage.
                let expected: SecretsError = index < 56 ? .wrongKeyOrContext : .notAuthentic
                #expect(throws: expected) {
                    _ = try CommittingAEAD.open(
                        flipped.rawSpan, context: context.rawSpan,
                        personal: "SE1.derive+commt", key: key)
                }
            }
        }
        #expect(throws: SecretsError.wrongLength) {
            _ = try CommittingAEAD.open(
                sealed.rawSpan.extracting(0..<71), context: context.rawSpan,
                personal: "SE1.derive+commt", key: key)
        }
    }

    /// One ciphertext that the bare AEAD opens under two keys: the reason for the commitment.
    @Test func bareCipherOpensUnderTwoKeysAndTheCommittedOneDoesNot() throws {
        let nonce = hex("581f0d12c425864d2a39adb14ad620620b685c66a10464f9")
        let text = hex(
            "16f8d646454aaf2a83c284fe18809cc949d008c7be411a77ff338b58e4190ae363820dbb72c851a4"
                + "5c3b6a7a7cafe022149b3279aead55979f18e8c8ad70e59b")
        for digits in [
            "1083a1eafe52d4f9a23edb9d688229694afdc825d1f4b8dbf6e194389cb2279f",
            "9e4de3ee22e785ff746ebf48ae330dea89772bc76e9df9c8a2b4c4dc1a031a49",
        ] {
            var secret = hex(digits)
            let key = try SecretKey(wiping: &secret)
            var opened = text
            try opened.withMutableRawSpan { span throws(SecretsError) in
                try XChaCha20Poly1305.open(
                    inPlace: &span, nonce: nonce.rawSpan, associatedData: [UInt8]().rawSpan,
                    key: key)
            }
            let forged = nonce + [UInt8](repeating: 0, count: 32) + text
            #expect(throws: SecretsError.wrongKeyOrContext) {
                _ = try CommittingAEAD.open(
                    forged.rawSpan, context: [UInt8]().rawSpan,
                    personal: "SE1.derive+commt", key: key)
            }
        }
    }

    @Test func passwordHashRefusesCostsOutsideItsBounds() throws {
        var text = Array("correct horse".utf8)
        let passphrase = SecretBuffer(wiping: &text)
        let salt = [UInt8](repeating: 7, count: PasswordHash.saltByteCount)
        for cost in [
            PasswordHash.Cost(operations: 2, memoryKibibytes: 262_144),
            PasswordHash.Cost(operations: 3, memoryKibibytes: 262_143),
            PasswordHash.Cost(operations: 9, memoryKibibytes: 262_144),
            PasswordHash.Cost(operations: 3, memoryKibibytes: .max),
        ] {
            #expect(throws: SecretsError.passwordHashFailed) {
                _ = try PasswordHash.key(from: passphrase, salt: salt, cost: cost)
            }
        }
        let key = try PasswordHash.key(from: passphrase, salt: salt, cost: .floor)
        let again = try PasswordHash.key(from: passphrase, salt: salt, cost: .floor)
        let isSame = key.isEqual(to: again)
        #expect(isSame)
    }

    private func hex(_ text: String) -> [UInt8] { [UInt8](hexadecimal: text) ?? [] }
}
