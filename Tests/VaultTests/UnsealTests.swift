import Basics
import Foundation
import Secrets
import Testing

@testable import Authority
@testable import Store
@testable import Vault

@Suite struct UnsealTests {
    private func passphrase(_ text: String) -> SecretBuffer {
        var bytes = Array(text.utf8)
        return SecretBuffer(wiping: &bytes)
    }

    private func contents(_ path: String) throws -> [String: Data] {
        var files: [String: Data] = [:]
        for name in RecordVault.FileName.keyrings + [RecordVault.FileName.slots] {
            files[name] = FileManager.default.contents(atPath: path + "/" + name)
        }
        return files
    }

    private func sealed(_ bench: Bench) throws -> RecordVault {
        try RecordVault(folder: bench.path, storeID: bench.store.id, province: 7)
    }

    @Test func aPassphraseUnsealsAndAWrongOneHasItsOwnErrorAndChangesNothing() throws {
        let bench = try Bench()
        _ = try bench.vault.addSlot(passphrase: passphrase("correct horse battery"))
        let before = try contents(bench.path)
        let vault = try sealed(bench)
        #expect(
            failure { try vault.unseal(passphrase: passphrase("correct horse batterz")) }
                == .wrongPassphrase)
        #expect(!vault.isUnsealed)
        try vault.unseal(passphrase: passphrase("correct horse battery"))
        #expect(vault.status.unsealedBy == .passphrase)
        #expect(try contents(bench.path) == before)
        #expect(
            failure { _ = try bench.vault.addSlot(passphrase: passphrase("short")) }
                == .unsuitablePassphrase)
        #expect(
            failure {
                _ = try bench.vault.addSlot(
                    passphrase: passphrase("correct horse battery"),
                    cost: PasswordHash.Cost(operations: 1, memoryKibibytes: 8))
            } == .weakPasswordHash)
    }

    @Test func weakenedArgonParametersAreRefusedBeforeTheyAreComputed() throws {
        let bench = try Bench()
        _ = try bench.vault.addSlot(passphrase: passphrase("correct horse battery"))
        let path = bench.path + "/slots"
        var bytes = [UInt8](try #require(FileManager.default.contents(atPath: path)))
        // The last eight bytes of the last slot, before the tag, are its passes and its memory.
        bytes.replaceSubrange(
            (bytes.count - 40)..<(bytes.count - 32), with: [0, 0, 0, 1, 0, 0, 0, 8])
        try SafeFile.replace(path, with: bytes)
        let vault = try sealed(bench)
        #expect(
            failure { try vault.unseal(passphrase: passphrase("correct horse battery")) }
                == .weakPasswordHash)
    }

    @Test func aWrongCredentialHasItsOwnErrorAndChangesNothing() throws {
        let bench = try Bench()
        let before = try contents(bench.path)
        let vault = try sealed(bench)
        #expect(failure { try vault.unseal(credential: SecretKey()) } == .wrongCredential)
        #expect(failure { try vault.unseal(passphrase: passphrase("any words")) } == .noSlot)
        #expect(try contents(bench.path) == before)
        try vault.unseal(credential: bench.credential)
    }

    @Test func aCredentialFileMustBePrivateAndHave32Bytes() throws {
        let bench = try Bench()
        let path = bench.path + "/credential"
        try SafeFile.replace(path, with: [UInt8](repeating: 3, count: 31))
        #expect(failure { _ = try RecordVault.credential(at: path) } == .wrongCredential)
        try SafeFile.replace(path, with: [UInt8](repeating: 3, count: 32))
        #expect(failure { _ = try RecordVault.credential(at: path) } == nil)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o644], ofItemAtPath: path)
        #expect(failure { _ = try RecordVault.credential(at: path) } == .store(.wrongMode))
    }

    @Test func theNewerOfTwoKeyringsIsTakenAndADamagedOneLeavesTheOther() throws {
        let bench = try Bench()
        let time = Instant(milliseconds: 2)
        _ = try bench.vault.addKey(
            .dataKeys, .social, at: time, permit: .system(.rotation))
        #expect(bench.vault.keyringSequence == 2)
        var vault = try sealed(bench)
        try vault.unseal(credential: bench.credential)
        #expect(vault.keyringSequence == 2)
        for name in ["keyring.0", "keyring.1"] {
            let path = bench.path + "/" + name
            var bytes = [UInt8](try #require(FileManager.default.contents(atPath: path)))
            bytes[bytes.count - 1] ^= 1
            try SafeFile.replace(path, with: bytes)
            let before = try contents(bench.path)
            vault = try sealed(bench)
            let error = failure { try vault.unseal(credential: bench.credential) }
            #expect(error == (name == "keyring.0" ? nil : .damagedKeyring))
            #expect(try contents(bench.path) == before)
        }
        #expect(!vault.isUnsealed)
    }

    @Test func everyFlippedByteOfKeyringAndSlotsIsFound() throws {
        let bench = try Bench()
        for name in ["keyring.1", "slots"] {
            let path = bench.path + "/" + name
            let bytes = [UInt8](try #require(FileManager.default.contents(atPath: path)))
            for index in bytes.indices {
                var changed = bytes
                changed[index] ^= 0x41
                try #require(
                    FileManager.default.createFile(
                        atPath: path, contents: Data(changed),
                        attributes: [.posixPermissions: 0o600]))
                #expect(
                    failure {
                        let vault = try sealed(bench)
                        try vault.unseal(credential: bench.credential)
                    } != nil, "\(name) byte \(index)")
            }
            try SafeFile.replace(path, with: bytes)
        }
    }

    @Test func aRemovedSlotOpensNothingAndTheLastStays() throws {
        let bench = try Bench()
        let other = SecretKey()
        let slot = try bench.vault.addSlot(credential: other)
        try sealed(bench).unseal(credential: other)
        try bench.vault.removeSlot(slot)
        #expect(failure { try sealed(bench).unseal(credential: other) } == .wrongCredential)
        #expect(failure { try bench.vault.removeSlot(1) } == .wrongState)
        #expect(failure { try bench.vault.removeSlot(9) } == .noSlot)
    }

    @Test func theStatusShowsNoKey() throws {
        let bench = try Bench()
        let text = String(describing: bench.vault.status)
        #expect(bench.vault.status.keys.count == 12)
        let values = bench.vault.status.keys.map(\.checkValue)
        #expect(Set(values).count == 12)
        bench.credential.withBytes { span in
            let digits = unsafe span.withUnsafeBytes { unsafe Array($0) }.hexadecimal
            #expect(!text.contains(digits))
        }
    }
}
