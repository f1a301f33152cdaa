import Basics
import Circuit
import Framing
import Messages
import ProvinceSupport
import Testing

@testable import Handlers

/// Acts about as large as a message may be (SPEC W-75).
@Suite struct LargeActTests {
    /// SPEC W-75, W-77.
    @Test func whatIsTakenCanBeRead() throws {
        let province = try TestProvince()
        let office = try Office(province)
        let worker = try province.add(["UPE-WORKER"])
        let file = try office.openListened(worker)
        var sequence: UInt64 = 4
        var statuses: [StatusCode] = []
        // From well below the message limit up to it, byte by byte where it matters.
        for extra in [0, 100] + Array(160...320) {
            let text = String(repeating: "a", count: 16_384)
            let draft = office.draft(
                .form, form: "F2",
                [
                    FieldValue("interview_at", .instant(province.now)),
                    FieldValue("narration", .text(text)),
                    FieldValue("needs_expressed", .text(String(repeating: "😀", count: 4_000))),
                    FieldValue("safety_wish", .text(String(repeating: "😀", count: 4_000))),
                    FieldValue("emotional_state", .text(String(repeating: "😀", count: 4_000))),
                    FieldValue("interview_place", .text(String(repeating: "😀", count: 156))),
                    FieldValue(
                        "guardian_absence_reason", .text(String(repeating: "b", count: extra))),
                    FieldValue("guardian_present", .flag(false)),
                ].filter { $0.field != "guardian_absence_reason" || extra > 0 }
                    .filter { $0.field != "guardian_present" || extra > 0 })
            let payload = office.appending(file, after: sequence, draft)
            guard payload.count <= FramingLimits.messageByteCountMax else { break }
            let answer = try office.ask(worker, .appendAct, payload)
            statuses.append(answer.status)
            guard answer.status == .ok else { continue }
            sequence += 1
            // Whatever was taken comes back as one message, alone and in the history.
            let read = try office.ask(worker, .readAct, office.readingAct(file, sequence))
            #expect(read.status == .ok && read.payload.count <= FramingLimits.messageByteCountMax)
            var request = WireHistoryRequest()
            request.file = file.blob
            request.fromSequence = sequence
            let history = try office.ask(worker, .history, MessageCodec.encode(request))
            let acts = try #require(Delimited.split(history.content ?? []))
            #expect(acts.count == 1)
        }
        #expect(Set(statuses) == [.ok, .tooLarge])
        #expect(statuses.first == .ok && statuses.last == .tooLarge)
        #expect(try province.isClean())
    }
}
