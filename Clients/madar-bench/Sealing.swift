import Authority
import Basics
import FoundationEssentials
import Secrets
import Vault

/// How often `body` runs in a second, measured over about the time given.
func rate(
    seconds: Double, batch: Int = 256, _ body: () throws -> Void
) rethrows -> Double {
    let clock = ContinuousClock()
    var count = 0
    var elapsed = Duration.zero
    let start = clock.now
    repeat {
        for _ in 0..<batch { try body() }
        count += batch
        elapsed = clock.now - start
    } while elapsed < .seconds(seconds)
    return Double(count) / (elapsed / .seconds(1))
}

/// A vault of its own, to seal and open one payload with everything that the daemon does to it.
private struct SealingBed {
    let vault: RecordVault
    let folder: URL
    let payload = Random.bytes(1_024)
    let permit = Permit.system(.rotation)
    let reader = Permit.system(.verification)

    init() throws {
        folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("madar-bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700])
        vault = try RecordVault.create(
            in: folder.path, storeID: StoreID(high: 1, low: 1), province: 4_441,
            at: Instant(milliseconds: 1))
    }

    func remove() { try? FileManager.default.removeItem(at: folder) }
}

/// Bare XChaCha20-Poly1305 over the same bytes: the raw limit of sealing.
private func bareSeal(_ text: inout [UInt8], nonce: [UInt8], key: borrowing SecretKey) {
    text.withMutableRawSpan { span in
        XChaCha20Poly1305.seal(
            inPlace: &span, nonce: nonce.rawSpan, associatedData: RawSpan(), key: key)
    }
}

func sealRow(seconds: Double) throws -> Row {
    let bed = try SealingBed()
    defer { bed.remove() }
    let measured = try rate(seconds: seconds / 2) {
        _ = try bed.vault.sealLeaf(bed.payload, index: 7, permit: bed.permit)
    }
    let key = SecretKey()
    let raw = rate(seconds: seconds / 2) {
        // A nonce and an output of its own for each message, as any caller of the library needs.
        let nonce = Random.bytes(24)
        var text = bed.payload + [UInt8](repeating: 0, count: 16)
        bareSeal(&text, nonce: nonce, key: key)
    }
    return Row(
        name: "seal 1 KiB", unit: "/s", measured: measured,
        rawName: "/s bare XChaCha20-Poly1305", raw: raw, ratio: measured / raw,
        goal: ">= 0.70 of raw", reached: measured / raw >= 0.70)
}

func openRow(seconds: Double) throws -> Row {
    let bed = try SealingBed()
    defer { bed.remove() }
    let sealed = try bed.vault.sealLeaf(bed.payload, index: 7, permit: bed.permit)
    let measured = try rate(seconds: seconds / 2) {
        _ = try bed.vault.openLeaf(sealed, index: 7, permit: bed.reader)
    }
    let key = SecretKey()
    let nonce = Random.bytes(24)
    var text = bed.payload + [UInt8](repeating: 0, count: 16)
    bareSeal(&text, nonce: nonce, key: key)
    let raw = try rate(seconds: seconds / 2) {
        var copy = text
        try copy.withMutableRawSpan { span throws(SecretsError) in
            try XChaCha20Poly1305.open(
                inPlace: &span, nonce: nonce.rawSpan, associatedData: RawSpan(), key: key)
        }
    }
    return Row(
        name: "open 1 KiB", unit: "/s", measured: measured,
        rawName: "/s bare XChaCha20-Poly1305", raw: raw, ratio: measured / raw,
        goal: ">= 0.70 of raw", reached: measured / raw >= 0.70)
}
