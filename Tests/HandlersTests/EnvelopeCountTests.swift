import Basics
import Dossiers
import Messages
import ProvinceSupport
import Testing
import Vault

@testable import Handlers

/// What a read opens, by the vault's own count: no envelope of a class that the reader's row of the
/// matrix does not give him, whatever he asks for and however.
@Suite struct EnvelopeCountTests {
    /// The classes that a role may open in a file of his organisation and in one of another,
    /// without and with a reason; typed by hand from the access matrix of the domain.
    ///
    /// 1 identity, 2 social, 3 health, 4 judicial, 7 protected.
    private static let matrix: [(role: String, here: String, reason: String, there: String)] = [
        ("CPPE-CHAIR", "", "", ""), ("CPPE-CONFERENCE", "", "", ""), ("CPPE-MEMBER", "", "", ""),
        ("CAPE-COORDINATOR", "12", "1237", "1237"), ("CAPE-EVALUATION", "123", "1237", "1237"),
        ("CAPE-ORIENTATION", "12", "12", "12"), ("CAPE-FOLLOWUP", "124", "1247", "1247"),
        ("CAPE-SUPPORT", "", "", ""), ("UPE-COORDINATOR", "123", "123", ""),
        // A colleague's file is their unit's; notes on health are the colleague's own.
        ("UPE-WORKER", "12", "12", ""), ("UPE-PSYCHOLOGIST", "123", "123", ""),
        ("SAS-AGENT", "", "", ""),
        ("EPS-STAFF", "", "", ""), ("HEALTH-FOCAL", "", "", ""), ("SERVICE-FOCAL", "", "", ""),
        ("POLICE-FOCAL", "", "", ""), ("PROSECUTOR", "", "", ""), ("JUDGE", "", "", ""),
        ("COURT-BUREAU", "", "", ""), ("MINISTRY", "", "", ""), ("HCP", "", "", ""),
        ("AUDITOR", "", "", ""), ("DPO", "", "", ""), ("OPERATOR", "", "", ""),
    ]
    private static let content = [1, 2, 3, 4, 7]

    private static func calls(
        _ file: FileID, _ motive: String
    ) -> [(method: WireMethod, payload: [UInt8])] {
        var file = (read: WireReadFileRequest(), history: WireHistoryRequest(), id: file)
        (file.read.file, file.read.motive) = (file.id.blob, motive)
        (file.history.file, file.history.motive) = (file.id.blob, motive)
        let acts = (1...4).map { sequence in
            var act = WireReadActRequest()
            act.file = file.id.blob
            act.sequence = UInt64(sequence)
            act.motive = motive
            return (WireMethod.readAct, MessageCodec.encode(act))
        }
        return acts + [
            (.readFile, MessageCodec.encode(file.read)),
            (.history, MessageCodec.encode(file.history)),
        ]
    }

    /// SPEC W-75, W-76.
    @Test func noReadOpensAnEnvelopeThatTheMatrixDoesNotGive() throws {
        let province = try TestProvince()
        let office = try Office(province)
        let worker = try province.add(["UPE-WORKER"])
        let file = try office.openListened(worker)

        func opened(by person: Person, _ motive: String) throws -> [Int] {
            let before = province.ledger.vault.derivations
            for call in Self.calls(file, motive) {
                _ = try office.ask(person, call.method, call.payload)
            }
            let after = province.ledger.vault.derivations
            return Self.content.filter { after[$0] > before[$0] }
        }
        // What there is to open has three classes, and the unit that wrote it may not read the last.
        #expect(try opened(by: worker, "") == [1, 2])
        for row in Self.matrix {
            let inside = try province.add([row.role], organisation: worker.organisation)
            let outside = try province.add([row.role])
            for (person, motive, allowed) in [
                (inside, "", row.here), (inside, "a reason", row.reason),
                (outside, "a reason", row.there),
            ] {
                let classes = allowed.compactMap(\.wholeNumberValue)
                let found = try opened(by: person, motive)
                #expect(
                    Set(found).isSubset(of: classes), "\(row.role) \(motive): \(found)")
                // Whoever may read does: a count that never moves would prove nothing.
                #expect(
                    Set(found).isSuperset(of: Set(classes).intersection([1, 2, 7])),
                    "\(row.role) \(motive): \(found)")
            }
        }
        #expect(try province.isClean())
    }
}
