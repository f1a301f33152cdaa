import Basics
import Secrets
import Testing

@testable import Authority
@testable import Vault

/// Bundles between provinces, byte by byte (SPEC W-141).
@Suite struct TransferTests {
    private let permit = Permit(actor: nil, purpose: .transfer)
    private let header = TransferHeader(
        kind: .file, madeAt: Instant(milliseconds: 0x0102_0304_0506), from: "04.441", to: "04.421",
        file: Identifier(high: 1, low: 2), transfer: Identifier(high: 3, low: 4))

    private func sealed(
        _ plaintext: [UInt8], _ here: Bench, _ there: Bench
    ) throws -> [UInt8] {
        try here.vault.seal(
            plaintext, header, to: try there.vault.transferPublicKey(), permit: permit)
    }

    @Test func whatIsSealedOpensForItsReceiver() throws {
        let (here, there) = (try Bench(), try Bench(storeID: Identifier(high: 1, low: 2)))
        let logKey = try here.vault.logPublicKey()
        for count in [0, 1, 255, 256, 4_095, 4_096, 70_000] {
            let plaintext = (0..<count).map { UInt8(truncatingIfNeeded: $0) }
            let bytes = try sealed(plaintext, here, there)
            let read = try #require(SealedTransfer(head: bytes))
            #expect(read.header == header && read.byteCount == bytes.count)
            #expect(read.isSigned(by: logKey))
            #expect(!read.isSigned(by: try there.vault.logPublicKey()))
            #expect(
                try there.vault.open(read, bytes, from: logKey, permit: permit) == plaintext)
            // Neither its sender nor whoever is told another sender.
            for (vault, key) in [
                (here.vault, logKey), (there.vault, try there.vault.logPublicKey()),
            ] {
                #expect(throws: VaultError.wrongKeyOrContext) {
                    try vault.open(read, bytes, from: key, permit: permit)
                }
            }
            for wrong in [Array(bytes.dropLast()), bytes + [0], Array(bytes.prefix(208))] {
                #expect(throws: VaultError.damaged) {
                    try there.vault.open(read, wrong, from: logKey, permit: permit)
                }
            }
        }
    }

    /// No byte of head or body may differ: the signature or the seal notices.
    @Test func nothingMayBeChanged() throws {
        let (here, there) = (try Bench(), try Bench(storeID: Identifier(high: 1, low: 2)))
        let logKey = try here.vault.logPublicKey()
        let bytes = try sealed([1, 2, 3], here, there)
        for place in bytes.indices {
            var changed = bytes
            changed[place] ^= 1
            guard let read = SealedTransfer(head: changed), read.isSigned(by: logKey) else {
                continue
            }
            #expect(throws: VaultError.self, "\(place)") {
                try there.vault.open(read, changed, from: logKey, permit: permit)
            }
        }
    }

    /// A stranger writes one from the specification alone, with keys of his own.
    @Test func theBytesAreThoseOfTheSpecification() throws {
        let there = try Bench()
        let recipient = try there.vault.transferPublicKey()
        let log = SigningKey(seed: SecretKey())
        let ephemeral = AgreementKey()
        var head: [UInt8] = [0x4D, 0x54, 1, 2]
        head += [0, 0, 1, 2, 3, 4, 5, 6]
        for code in ["04.441", "04.421"] {
            head += Array(code.utf8) + [UInt8](repeating: 0, count: 10)
        }
        head += [UInt8](repeating: 0xA1, count: 16) + [UInt8](repeating: 0xB2, count: 16)
        head += ephemeral.publicKey
        let body = 24 + 32 + 256 + 16
        head += [0, 0, UInt8(body >> 8), UInt8(body & 255)]
        #expect(head.count == 112)
        let shared = try ephemeral.sharedSecret(with: recipient.rawSpan)
        let key = BLAKE2b.derive(
            from: shared, message: (ephemeral.publicKey + recipient + log.publicKey).rawSpan,
            personal: "MT1.agreed.key..")
        let nonce = Random.bytes(24)
        let subkey = BLAKE2b.hash(
            (nonce + head).rawSpan, byteCount: 64, key: key, personal: "MT1.derive+commt")
        var text = Array("a receipt".utf8) + [0x80]
        text += [UInt8](repeating: 0, count: 256 - text.count + 16)
        var span = text.mutableSpan
        var raw = unsafe span.mutableBytes
        XChaCha20Poly1305.seal(
            inPlace: &raw, nonce: nonce.rawSpan, associatedData: head.rawSpan,
            key: try SecretKey(copying: Array(subkey.prefix(32)).rawSpan))
        let sealedBody = nonce + Array(subkey.suffix(32)) + text
        let signed = head + SHA256.hash(sealedBody)
        let message = Array("madar/1 transfer".utf8) + signed
        let bytes = signed + log.sign(message.rawSpan) + sealedBody
        let read = try #require(SealedTransfer(head: bytes))
        #expect(read.header.kind == .receipt && read.header.from == "04.441")
        #expect(read.isSigned(by: log.publicKey))
        #expect(
            try there.vault.open(read, bytes, from: log.publicKey, permit: permit)
                == Array("a receipt".utf8))
    }

    @Test func onlyATransferMay() throws {
        let bench = try Bench()
        let bytes = try sealed([1], bench, bench)
        let read = try #require(SealedTransfer(head: bytes))
        for other in [Permit.all, Permit(actor: nil, purpose: .read)] {
            #expect(throws: VaultError.classNotPermitted) {
                try bench.vault.seal(
                    [1], header, to: try bench.vault.transferPublicKey(), permit: other)
            }
            #expect(throws: VaultError.classNotPermitted) {
                try bench.vault.open(
                    read, bytes, from: try bench.vault.logPublicKey(), permit: other)
            }
        }
        // A point of small order, and more than a bundle holds.
        #expect(throws: VaultError.damaged) {
            try bench.vault.seal(
                [1], header, to: [UInt8](repeating: 0, count: 32), permit: permit)
        }
        #expect(throws: VaultError.limitExceeded) {
            try bench.vault.seal(
                [UInt8](repeating: 0, count: 1 << 20), header,
                to: try bench.vault.transferPublicKey(), permit: permit)
        }
        bench.vault.seal()
        #expect(throws: VaultError.sealed) {
            try bench.vault.open(read, bytes, from: [], permit: permit)
        }
    }

    @Test func aHeadHasItsForm() throws {
        let bench = try Bench()
        let bytes = try sealed([1], bench, bench)
        #expect(SealedTransfer(head: Array(bytes.prefix(207))) == nil)
        for (place, value) in [(0, 0), (2, 2), (3, 3), (3, 0), (12, 0), (12, 0x20), (20, 1)] {
            var changed = bytes
            changed[place] = UInt8(value)
            #expect(SealedTransfer(head: changed) == nil, "\(place)")
        }
    }
}
