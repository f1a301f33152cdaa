import Basics
import ClientSupport
import Glibc
import Secrets
import Testing

@testable import MadarClient

/// The device file on a real disk.
@Suite struct DeviceFileTests {
    private static let good = "correct horse battery"

    private func store(_ profile: Profile) throws -> DeviceInfo {
        let keys = OwnKeys()
        let record = DeviceRecord(
            keys: keys, preSharedKey: SecretKey(), device: DeviceID(high: 3, low: 4),
            member: MemberID(high: 5, low: 6),
            daemonKeys: [
                DaemonKey(id: 1, publicKey: Random.bytes(32)),
                DaemonKey(id: 2, publicKey: Random.bytes(32)),
            ],
            address: "madar.example:7000", label: "عيادة متنقلة", logOrigin: "madar/1",
            logKey: Random.bytes(32))
        try ClientFile.makeFolder(profile.folder)
        let lock = try SealedFile.Lock(try passphrase(Self.good))
        return try UnlockedDevice.store(record, in: profile, lock).deviceInfo
    }

    @Test func `It opens with its passphrase, and with the new one after a change`() throws {
        let profile = try temporaryProfile()
        let info = try store(profile)
        let device = try UnlockedDevice.unlock(profile, try passphrase(Self.good))
        #expect(device.deviceInfo == info)
        var status = stat()
        #expect(unsafe stat(profile.deviceFile, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
        try UnlockedDevice.changePassphrase(
            profile, from: try passphrase(Self.good), to: try passphrase("another passphrase"))
        #expect(throws: ClientError(.wrongPassphrase)) {
            try UnlockedDevice.unlock(profile, try passphrase(Self.good))
        }
        let again = try UnlockedDevice.unlock(profile, try passphrase("another passphrase"))
        #expect(again.deviceInfo == info)
        #expect(ClientFile.names(in: profile.folder) == ["device.key"])
    }

    @Test func `What is wrong with a file is told apart`() throws {
        let profile = try temporaryProfile()
        #expect(throws: ClientError(.notEnrolled)) {
            try UnlockedDevice.unlock(profile, try passphrase(Self.good))
        }
        _ = try store(profile)
        let whole = contents(of: profile.deviceFile)
        func unlock(_ bytes: [UInt8], mode: mode_t = 0o600) -> ClientError? {
            put(bytes, at: profile.deviceFile, mode: mode)
            do {
                _ = try UnlockedDevice.unlock(profile, try passphrase(Self.good))
                return nil
            } catch {
                return error as? ClientError
            }
        }
        #expect(unlock(whole, mode: 0o640)?.code == .wrongMode)
        #expect(unlock([])?.code == .deviceFileDamaged)
        for position in [0, 6, 9, 20, 40, 200, whole.count - 1] {
            var damaged = whole
            damaged[position] ^= 1
            #expect(unlock(damaged)?.code == .deviceFileDamaged, "byte \(position)")
        }
        #expect(unlock(Array(whole.dropLast()))?.code == .deviceFileDamaged)
        // A file of a later version has its own checksum.
        var later = Array(whole.dropLast(16))
        later[5] = 3
        #expect(unlock(later + SHA256.hash(later).prefix(16))?.code == .layoutTooNew)
        // A cost below the floor is not worked off, even with a checksum that agrees.
        var cheap = Array(whole.dropLast(16))
        cheap[11] = 1
        #expect(unlock(cheap + SHA256.hash(cheap).prefix(16))?.code == .deviceFileDamaged)
        #expect(unlock(whole) == nil)
    }

    @Test func `Short and long passphrases are not taken`() throws {
        #expect(throws: ClientError(.passphraseLength)) { _ = try passphrase("elevenbytes") }
        _ = try passphrase("twelve bytes")
        #expect(throws: ClientError(.passphraseLength)) {
            _ = try passphrase(String(repeating: "x", count: 1_025))
        }
    }

    @Test func `Names of profiles stay inside their folder`() {
        for name in ["", ".", "..", "a/b", "A", "é", String(repeating: "a", count: 33)] {
            #expect(Profile(name, home: "/tmp") == nil, "\(name)")
        }
        #expect(Profile("unit-2.b_c", home: "/tmp")?.folder == "/tmp/unit-2.b_c")
    }
}

/// What a client keeps under the device's data key.
@Suite struct KeptTests {
    private func device(_ profile: Profile) throws -> UnlockedDevice {
        let record = DeviceRecord(
            keys: OwnKeys(), preSharedKey: SecretKey(), device: DeviceID(high: 1, low: 1),
            member: .zero, daemonKeys: [DaemonKey(id: 1, publicKey: Random.bytes(32))],
            address: "localhost:1", label: "x", logOrigin: "", logKey: [])
        return try UnlockedDevice(withoutPassphrase: record, profile: profile)
    }

    @Test func `What is kept comes back, lies sealed, and goes when it is forgotten`()
        async throws
    {
        let profile = try temporaryProfile()
        let device = try device(profile)
        let text = Array("a name that nobody may read".utf8)
        #expect(try await device.recall("outbox.1") == nil)
        try await device.keep("outbox.1", text)
        try await device.keep("draft", [])
        #expect(try await device.recall("outbox.1") == text)
        #expect(try await device.recall("draft") == [])
        #expect(try await device.kept() == ["draft", "outbox.1"])
        let file = contents(of: profile.keptFolder + "/outbox.1")
        #expect(file.count > text.count)
        #expect(!file.indices.contains { file[$0...].starts(with: Array("nobody".utf8)) })
        try await device.forget("outbox.1")
        #expect(try await device.recall("outbox.1") == nil)
        #expect(try await device.kept() == ["draft"])
    }

    @Test func `A kept file cannot stand in for another, nor be another device's`() async throws {
        let profile = try temporaryProfile()
        let device = try device(profile)
        try await device.keep("first", [1])
        try await device.keep("second", [2])
        let first = contents(of: profile.keptFolder + "/first")
        put(first, at: profile.keptFolder + "/second")
        #expect(await failure { _ = try await device.recall("second") }?.code == .keptFileDamaged)
        var damaged = first
        damaged[first.count - 1] ^= 1
        put(damaged, at: profile.keptFolder + "/first")
        #expect(await failure { _ = try await device.recall("first") }?.code == .keptFileDamaged)
        put(first, at: profile.keptFolder + "/first")
        let other = try self.device(profile)
        #expect(await failure { _ = try await other.recall("first") }?.code == .keptFileDamaged)
        #expect(try await device.recall("first") == [1])
    }

    @Test func `Names that could leave the folder and too much are refused`() async throws {
        let device = try device(try temporaryProfile())
        for name in ["", "../device.key", ".x", "a/b", "x.new", String(repeating: "a", count: 65)] {
            #expect(
                await failure { try await device.keep(name, [1]) }?.code == .malformedName)
            #expect(
                await failure { _ = try await device.recall(name) }?.code == .malformedName)
        }
        let tooMuch = [UInt8](repeating: 0, count: ClientLimits.keptByteCountMax + 1)
        #expect(await failure { try await device.keep("x", tooMuch) }?.code == .keptTooMuch)
    }
}
