import Basics
import Foundation
import Testing

@testable import Operations

/// The file of the keys is one that the programs of any system read.
@Suite struct TarFileTests {
    private let entries = [
        TarFile.Entry(name: "settings", bytes: Array("MADAR_DATA=/x".utf8)),
        TarFile.Entry(name: "empty", bytes: []),
        TarFile.Entry(name: "slots", bytes: [UInt8](repeating: 7, count: 512)),
        TarFile.Entry(name: "keyring.0", bytes: (0..<1_000).map { UInt8($0 % 251) }),
    ]

    @Test func whatIsWrittenIsRead() {
        let file = TarFile.encode(entries, at: Instant(milliseconds: 1_780_000_000_000))
        #expect(TarFile.decode(file) == entries)
        for cut in [0, 511, 512, 1_000, file.count - 1_024] {
            #expect(TarFile.decode(Array(file.prefix(cut))) == nil, "\(cut)")
        }
        var changed = file
        changed[3] ^= 1
        #expect(TarFile.decode(changed) == nil)
    }

    @Test func theSystemsOwnProgramReadsIt() throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("tar-\(ProcessInfo.processInfo.globallyUniqueString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appendingPathComponent("file.tar")
        try Data(TarFile.encode(entries, at: Instant(milliseconds: 0))).write(to: file)
        let tar = Process()
        tar.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        tar.arguments = ["tar", "-xf", file.path, "-C", folder.path]
        try tar.run()
        tar.waitUntilExit()
        #expect(tar.terminationStatus == 0)
        for entry in entries {
            let read = try Data(contentsOf: folder.appendingPathComponent(entry.name))
            #expect(Array(read) == entry.bytes, "\(entry.name)")
        }
    }

    @Test func namesOfBackupsTellTimeAndSizeAlone() {
        let store = StoreID(high: 0x0123_4567_89ab_cdef, low: 1)
        #expect(
            Backup.name(of: store, at: Instant(milliseconds: 951_782_399_999), size: 42)
                == "madar-01234567-20000228T235959Z-42.age")
        #expect(Backup.keysName(of: store) == "madar-01234567-keys.age")
    }
}
