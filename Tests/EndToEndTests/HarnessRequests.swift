import Basics
import Foundation
import Messages
import Session

/// A value of a field as it goes over the wire.
func value(_ field: String, row: UInt32 = 0, _ set: (inout WireValue) -> Void) -> WireFieldValue {
    var value = WireFieldValue()
    value.field = field
    value.row = row
    set(&value.value)
    return value
}

/// Requests of an invented child's file.
enum Requests {
    /// The values of an opening that is accepted; those of `changed` take the place of theirs.
    static func child(
        family: String = "اختبار", given: String = "طفلة", _ changed: [WireFieldValue] = [],
        without: Set<String> = []
    ) -> [WireFieldValue] {
        let usual = [
            value("family_name_ar") { $0.text = family },
            value("given_name_ar") { $0.text = given },
            value("sex") { $0.choice = "F" },
            value("estimated_age") { $0.number = 9 },
            value("nationality") { $0.choice = "MAR" },
            value("civil_status") { $0.choice = "UNKNOWN" },
            value("presence_commune") { $0.territory = "04.441.01.0" },
            value("milieu") { $0.choice = "U" },
            value("school_status") { $0.choice = "ENROLLED" },
        ]
        let gone = without.union(changed.map(\.field))
        return usual.filter { !gone.contains($0.field) } + changed
    }

    /// The first act of a file.
    static func opening(_ values: [WireFieldValue] = child(), form: String = "F0") -> [UInt8] {
        var request = WireOpenFileRequest()
        request.opening.kind = .opening
        request.opening.form = form
        request.opening.formVersion = 1
        request.opening.toStage = "DETECT"
        request.opening.values = values
        return MessageCodec.encode(request)
    }

    /// A further act of a file.
    static func act(
        _ file: FileID, after sequence: UInt64, form: String = "", to stage: String = "",
        _ values: [WireFieldValue] = []
    ) -> [UInt8] {
        var request = WireAppendActRequest()
        request.file = file.blob
        request.afterSequence = sequence
        request.draft.kind = stage.isEmpty ? .form : .transition
        request.draft.form = form
        request.draft.formVersion = form.isEmpty ? 0 : 1
        request.draft.toStage = stage
        request.draft.values = values
        return MessageCodec.encode(request)
    }

    /// The values of a report.
    static func report(
        by member: MemberID, _ facts: String = "essai", _ more: [WireFieldValue] = []
    ) -> [WireFieldValue] {
        [
            value("received_at") { $0.instantMs = 1_750_000_000_000 },
            value("channel") { $0.choice = "WALK-IN" },
            value("reporter_wants_secrecy") { $0.flag = false },
            value("alleged_facts") { $0.text = facts },
            value("author_has_access") { $0.choice = "NO" },
            value("immediate_danger") { $0.choice = "NO" },
            value("receiver") { $0.member = member.blob },
            value("urgency") { $0.choice = "LOW" },
            value("offence_suspected") { $0.flag = false },
        ] + more
    }

    /// The values of a listening: one class, one text.
    static func listening(_ text: String, _ more: [WireFieldValue] = []) -> [WireFieldValue] {
        [
            value("interview_at") { $0.instantMs = 1_750_000_000_000 },
            value("needs_expressed") { $0.text = text },
        ] + more
    }

    static func readFile(_ file: FileID, motive: String = "") -> [UInt8] {
        var request = WireReadFileRequest()
        request.file = file.blob
        request.motive = motive
        return MessageCodec.encode(request)
    }

    static func readFile(number: String) -> [UInt8] {
        var request = WireReadFileRequest()
        request.number = number
        return MessageCodec.encode(request)
    }

    static func readAct(_ file: FileID, _ sequence: UInt64, motive: String = "") -> [UInt8] {
        var request = WireReadActRequest()
        request.file = file.blob
        request.sequence = sequence
        request.motive = motive
        return MessageCodec.encode(request)
    }

    static func history(_ file: FileID) -> [UInt8] {
        var request = WireHistoryRequest()
        request.file = file.blob
        return MessageCodec.encode(request)
    }

    static func find(_ text: String) -> [UInt8] {
        var request = WireFindRequest()
        request.text = text
        return MessageCodec.encode(request)
    }

    static func listFiles() -> [UInt8] {
        var request = WireListFilesRequest()
        request.kind = 4
        return MessageCodec.encode(request)
    }
}

/// A file as its opening answered.
struct Opened {
    let file: FileID
    let number: String

    init(_ payload: [UInt8]) throws {
        let answer = try MessageCodec.decode(WireOpenFileAnswer.self, from: payload)
        guard let file = FileID(blob: answer.file) else { throw HarnessError.noInvitation }
        self.file = file
        number = answer.number
    }
}

extension Device {
    /// Opens a file and leads it to the stage in which children are listened to: four acts.
    func openListened() async throws -> Opened {
        let opened = try Opened(try await connection.put(.openFile, Requests.opening()))
        let steps = [
            Requests.act(
                opened.file, after: 1, form: "F1", to: "SIGNAL", Requests.report(by: member)),
            Requests.act(opened.file, after: 2, to: "RECEIVE"),
            Requests.act(
                opened.file, after: 3, form: "F2", to: "LISTEN", Requests.listening("begin")),
        ]
        for step in steps { _ = try await connection.put(.appendAct, step) }
        return opened
    }
}
