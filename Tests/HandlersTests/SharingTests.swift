import Basics
import Circuit
import Framing
import Messages
import ProvinceSupport
import Testing

@testable import Handlers

/// On what a referral rests, and what its end does: SPEC W-153.
@Suite struct SharingTests {
    private struct Desk {
        let office: Office
        let file: FileID
        var sequence: UInt64 = 4

        /// Adds an act, and tells why the daemon does not take it.
        mutating func add(
            _ person: Person, _ draft: WireActDraft
        ) throws -> (act: Blob, codes: [UInt32]) {
            let answer = try office.ask(
                person, .appendAct, office.appending(file, after: sequence, draft))
            guard answer.status == .ok else {
                let error = try MessageCodec.decode(WireError.self, from: answer.payload)
                return (Blob(), error.fields.map(\.code))
            }
            sequence += 1
            let told = try MessageCodec.decode(WireAppendActAnswer.self, from: answer.payload)
            return (told.act, [])
        }

        func referral(to service: Person) -> WireActDraft {
            office.draft(
                .transition, form: "F10", to: "SENT",
                [
                    FieldValue("to_service", .organisation(service.organisation)),
                    FieldValue("referral_service", .choice("EDU-INS")),
                    FieldValue("referral_reason", .text("retour à l'école")),
                    FieldValue("consent_basis", .choice("CONSENT")),
                ])
        }

        func consent(_ day: CivilDate) -> WireActDraft {
            office.draft(
                .form, form: "F6",
                [
                    FieldValue("consent_purpose", .choice("SHARING")),
                    FieldValue("consent_given", .flag(true)),
                    FieldValue("consent_by", .choice("CHILD")),
                    FieldValue("scope_sharing", .choices(["EDUCATION"])),
                    FieldValue("consent_date", .date(day)),
                    FieldValue("child_assent", .choice("ASKED-YES")),
                ])
        }

        func owed(_ person: Person) throws -> [String] {
            let answer = try office.ask(person, .readFile, office.reading(file))
            return try MessageCodec.decode(WireReadFileAnswer.self, from: answer.payload)
                .tasks.map(\.code)
        }
    }

    @Test func aWithdrawalSharesNoMoreAndUndoesNothing() throws {
        let province = try TestProvince()
        let office = try Office(province)
        let worker = try province.add(["UPE-WORKER"])
        let sender = try province.add(["CAPE-ORIENTATION"])
        let school = try province.add(["SERVICE-FOCAL"])
        var desk = Desk(office: office, file: try office.openListened(worker))
        let today = CivilDate(province.now, offsetSeconds: 3_600)
        let uncovered = [UInt32(CheckCode.notConsented.rawValue)]
        #expect(try desk.add(sender, desk.referral(to: school)).codes == uncovered)
        let consent = try desk.add(worker, desk.consent(today))
        #expect(consent.codes.isEmpty)
        let sent = try desk.add(sender, desk.referral(to: school))
        #expect(sent.codes.isEmpty)
        let place = desk.sequence
        #expect(try !desk.owed(worker).contains("BASIS-LOST"))
        var withdrawal = office.draft(
            .transition, form: "F6-END", to: "CONSENT-WITHDRAWN",
            [
                FieldValue("consent_ended_on", .date(today)),
                FieldValue("consent_ended_by", .choice("CHILD")),
            ])
        withdrawal.matter = consent.act
        #expect(try desk.add(worker, withdrawal).codes.isEmpty)
        // What was told stays told until the sender takes it back, which he is asked to decide on.
        #expect(try desk.owed(worker).contains("BASIS-LOST"))
        let reading = office.readingAct(desk.file, place)
        #expect(try office.ask(school, .readAct, reading).status == .ok)
        #expect(try desk.add(sender, desk.referral(to: school)).codes == uncovered)
        var back = office.draft(.transition, form: "", to: "TAKEN-BACK", [])
        back.matter = sent.act
        back.reason = "consentement retiré"
        #expect(try desk.add(sender, back).codes.isEmpty)
        #expect(try office.ask(school, .readAct, reading).status == .notAvailable)
        #expect(try !desk.owed(worker).contains("BASIS-LOST"))
    }
}
