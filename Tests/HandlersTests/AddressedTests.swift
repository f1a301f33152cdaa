import Basics
import Circuit
import Foundation
import Framing
import Mapping
import Messages
import ProvinceSupport
import Testing

@testable import Handlers

/// What a service hears of the referral that lies with it, and nobody else (SPEC W-129).
@Suite struct AddressedTests {
    /// A file that was listened to, with a referral to a service.
    private final class Desk {
        let province: TestProvince
        let office: Office
        let sender: Person
        let service: Person
        let sister: Person
        let file: FileID
        private(set) var sequence: UInt64 = 4
        private(set) var referral = Blob()

        init() throws {
            province = try TestProvince()
            office = try Office(province)
            sender = try province.add(["CAPE-ORIENTATION"])
            service = try province.add(["SERVICE-FOCAL"])
            sister = try province.add(["SERVICE-FOCAL"])
            file = try office.openListened(try province.add(["UPE-WORKER"]))
            var draft = office.draft(.transition, form: "F10", to: "SENT", sent("Reason"))
            draft.extract = [WireFieldValue(FieldValue("school_name", .text("School")))]
            referral = try write(draft)
        }

        func sent(_ reason: String, to service: Person? = nil) -> [FieldValue] {
            [
                FieldValue("to_service", .organisation((service ?? self.service).organisation)),
                FieldValue("referral_service", .choice("SOC-LIS")),
                FieldValue("referral_reason", .text(reason)),
                FieldValue("consent_basis", .choice("LEGAL-DUTY")),
                FieldValue("legal_basis_note", .text("art. 4")),
            ]
        }

        private func write(_ draft: WireActDraft) throws -> Blob {
            let answer = try office.ask(
                sender, .appendAct, office.appending(file, after: sequence, draft))
            try #require(answer.status == .ok)
            sequence += 1
            return try MessageCodec.decode(WireAppendActAnswer.self, from: answer.payload).act
        }

        func correct(_ values: [FieldValue]) throws {
            var draft = office.draft(.correction, form: "F10", values)
            draft.corrects = referral
            draft.reason = "Typing error"
            _ = try write(draft)
        }

        func events(_ person: Person) throws -> [UInt64] {
            var request = WireSubscribeRequest()
            request.afterPosition = 0
            let call = try OpenCall(office, person, .subscribe, MessageCodec.encode(request))
            return try call.events().filter { $0.kind == .act }.map(\.sequence)
        }

        func status(_ person: Person, _ sequence: UInt64) throws -> StatusCode {
            try office.ask(person, .readAct, office.readingAct(file, sequence)).status
        }
    }

    @Test func aServiceHearsItsReferralAndWhatCorrectsIt() throws {
        let desk = try Desk()
        #expect(try desk.status(desk.service, 4) == .notAvailable)
        #expect(try desk.status(desk.service, 5) == .ok)
        try desk.correct(desk.sent("Another reason"))
        #expect(try desk.status(desk.service, 6) == .ok)
        #expect(try desk.events(desk.service) == [5, 6])
        for person in [desk.sister] {
            #expect(try desk.status(person, 5) == .notAvailable)
            #expect(try desk.events(person).isEmpty)
        }
        // After a restart the same is found in the store.
        try desk.province.restart()
        let office = try Office(desk.province)
        let call = try OpenCall(office, desk.service, .subscribe, [0x08, 0x00])
        #expect(try call.events().filter { $0.kind == .act }.map(\.sequence) == [5, 6])
    }

    @Test func whatGoesToAnotherServiceIsClosedToTheFirst() throws {
        let desk = try Desk()
        try desk.correct(desk.sent("Reason", to: desk.sister))
        #expect(try desk.status(desk.service, 5) == .notAvailable)
        #expect(try desk.status(desk.sister, 5) == .ok)
        #expect(try desk.status(desk.sister, 6) == .ok)
    }

    /// Who is no service and lists no files hears what a list would say.
    @Test func whoListsNothingFollowsNothing() throws {
        let province = try TestProvince()
        let office = try Office(province)
        let chair = try province.add(["CPPE-CHAIR"])
        var list = WireListFilesRequest()
        list.kind = 4
        #expect(
            try office.ask(chair, .listFiles, MessageCodec.encode(list)).status == .notAvailable)
        let call = try OpenCall(office, chair, .subscribe)
        #expect(call.seen.answer?.status == .notAvailable)
    }
}
