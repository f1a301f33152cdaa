import AuditLog
import Basics
import Dossiers
import Framing
import Merkle
import Messages
import ProvinceSupport
import Testing

@testable import Handlers

/// That a leaf is in the log, told to whom it concerns (SPEC W-146).
@Suite struct ProofTests {
    /// The root and the size of the newest checkpoint.
    private func head(_ office: Office, _ person: Person) throws -> Checkpoint {
        let answer = try MessageCodec.decode(
            WireCheckpointAnswer.self, from: try office.ask(person, .checkpoint).payload)
        return try Checkpoint(text: try SignedNote(encoded: Array(answer.note.utf8)).text)
    }

    private func proved(
        _ office: Office, _ person: Person, _ payload: [UInt8], _ head: Checkpoint
    ) throws -> (index: UInt64, hash: MerkleHash) {
        let answer = try office.ask(person, .proveLeaf, payload)
        try #require(answer.status == .ok)
        let message = try MessageCodec.decode(WireProveLeafAnswer.self, from: answer.payload)
        let hash = try #require(MerkleHash(message.hash))
        try Proof.verifyInclusion(
            of: hash, index: message.leaf, size: head.size,
            proof: message.proof.compactMap { MerkleHash($0) }, root: head.root)
        return (message.leaf, hash)
    }

    @Test func anAuthorHasTheProofOfEachOfHisActsAndNobodyElseHas() throws {
        let province = try TestProvince()
        let office = try Office(province)
        let worker = try province.add(["UPE-WORKER"])
        let colleague = try province.add(["UPE-WORKER"], organisation: worker.organisation)
        let stranger = try province.add(["UPE-WORKER"])
        let auditor = try province.add(["AUDITOR"])
        let file = try office.openListened(worker)
        let head = try head(office, worker)
        var seen: [UInt64] = []
        for sequence in UInt64(1)...4 {
            let payload = office.proving(sequence, of: file, size: head.size)
            let found = try proved(office, worker, payload, head)
            seen.append(found.index)
            #expect(try province.leaves(from: found.index).first?.kind.isWrite == true)
            for other in [colleague, stranger, auditor] {
                #expect(try office.ask(other, .proveLeaf, payload).status == .notAvailable)
            }
        }
        #expect(seen == seen.sorted() && Set(seen).count == 4)
        // What is out of reach and what is absent look alike.
        let forbidden = try office.ask(
            stranger, .proveLeaf, office.proving(1, of: file, size: head.size))
        let absent = try office.ask(
            stranger, .proveLeaf, office.proving(1, of: province.newID(), size: head.size))
        #expect((forbidden.status, forbidden.payload) == (absent.status, absent.payload))
        for sequence in [UInt64(0), 5, .max] {
            let payload = office.proving(sequence, of: file, size: head.size)
            #expect(try office.ask(worker, .proveLeaf, payload).status == .notAvailable)
        }
    }

    @Test func whoAuditsHasTheProofOfEveryLeafAndNobodyElseHasByIndex() throws {
        let province = try TestProvince()
        let office = try Office(province)
        let worker = try province.add(["UPE-WORKER"])
        let coordinator = try province.add(["CAPE-COORDINATOR"])
        let runner = try province.add(["OPERATOR"])
        _ = try office.openListened(worker)
        for role in ["AUDITOR", "DPO"] {
            let auditor = try province.add([role])
            let head = try head(office, auditor)
            for index in 0..<head.size {
                let found = try proved(
                    office, auditor, office.proving(index, size: head.size), head)
                #expect(found.index == index)
            }
            for (index, size) in [
                (head.size, head.size), (0, 0), (0, UInt64.max), (UInt64.max, UInt64.max),
            ] {
                let payload = office.proving(index, size: size)
                #expect(try office.ask(auditor, .proveLeaf, payload).status == .precondition)
            }
        }
        for person in [worker, coordinator, runner] {
            #expect(
                try office.ask(person, .proveLeaf, office.proving(0, size: 1)).status
                    == .permission)
        }
        #expect(try province.isClean())
    }
}
