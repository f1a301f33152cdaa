import Agent
import ArgumentParser
import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Mapping
import Terminal

/// `madar attachment`: a picture or document of an act, compared with what the act promises.
struct AttachmentCommand: MadarCommand {
    static let configuration = CommandConfiguration(
        commandName: "attachment", abstract: helpText(.attachment),
        discussion: examples(
            "madar attachment 7K3M-92QA-Y 1", "madar attachment 7K3M-92QA-Y 4 --row 2",
            "madar attachment 7K3M-92QA-Y 1 --field photo --out photo.jpg"))

    @OptionGroup var options: GlobalOptions
    @Option(help: help(.optionField)) var field: String?
    @Option(help: help(.optionRow)) var row: UInt16?
    @Option(help: help(.optionOut)) var out: String?
    @Option(help: help(.optionMotive)) var motive: String?
    @Argument(help: help(.argumentFile)) var file: String
    @Argument(help: help(.argumentSequence)) var sequence: UInt64

    private struct Document: Encodable {
        var schema = "madar.attachment/1"
        var file: String
        var sequence: UInt64
        var attachment: String
        var kind: String
        var byteCount: UInt32
        var path: String
    }

    func validate() throws {
        guard row != 0 else { throw ValidationError("--row") }
    }

    func perform(_ context: Context) async throws {
        let name = try Work.file(file)
        guard out != "-" || !StandardStream.output.isTerminal else {
            throw Failure(.binaryToTerminal)
        }
        let work = try await Work(context)
        try await Self.fetch(
            work, name, sequence, field: field, row: row, out: out, motive: motive)
    }

    static func fetch(
        _ work: Work, _ name: FileName, _ sequence: UInt64, field: String? = nil,
        row: UInt16? = nil, out: String? = nil, motive: String? = nil
    ) async throws {
        let (view, motive) = try await work.read(name, motive: motive)
        let act = try await work.context.waiting(.connecting) {
            try await work.session.client.readAct(view.file, sequence, motive: motive)
        }
        let found = act.act.values.filter { value in
            value.value.type == .attachment && (field == nil || value.field == field)
                && (row == nil || value.row + 1 == row)
        }
        guard case .attachment(let attachment)? = try choose(work, found)?.value else {
            throw Failure(.noAttachment)
        }
        let place = AttachmentPlace(file: view.file, sequence: sequence, attachment: attachment)
        try await come(work, place, motive)
        let path = try await hand(work, place, out)
        try? await work.session.agent.release(place.id)
        guard let path else { return }
        try work.context.emit(
            Document(
                file: view.file.hexadecimal, sequence: sequence,
                attachment: place.id.hexadecimal, kind: String(describing: attachment.kind),
                byteCount: attachment.byteCount, path: path))
        work.context.tell(out == nil ? .shownAt(path: path) : .writtenTo(path: path))
    }

    /// The one that is meant; where there are several, whoever asks is asked.
    private static func choose(_ work: Work, _ found: [FieldValue]) throws -> FieldValue? {
        guard found.count > 1 else { return found.first }
        let context = work.context
        guard context.prompt.isAvailable, !context.isJSON else {
            let fields = found.map { $0.field + " " + String($0.row + 1) }
            throw Failure(.severalAttachments(fields: fields.joined(separator: ", ")))
        }
        context.prompt.tell(context.ask(.chooseAttachment))
        let items = found.map { value in
            let field = work.definition.field(value.field)
            return MenuItem(
                code: value.field + " " + String(value.row + 1),
                label: work.values.label(value.field) + ": "
                    + work.values.text(value.value, field: field))
        }
        let menu = Menu(items, words: context.menuWords, screen: context.screen)
        guard case .item(let place) = try menu.ask(context.prompt) else { throw Failure(.gaveUp) }
        return found[place]
    }

    /// Waits until the content is on this device, whole and compared.
    private static func come(
        _ work: Work, _ place: AttachmentPlace, _ motive: String
    ) async throws {
        let context = work.context
        let line = ProgressLine(context)
        defer { line.erase() }
        let size = DataSize.text(Int(place.attachment.byteCount), context.language)
        do throws(ClientError) {
            while case .underWay(let byteCount) = try await work.session.agent.fetch(
                place, motive: motive)
            {
                line.show(
                    .fetching(come: DataSize.text(byteCount, context.language), size: size))
            }
        } catch  where error.code == .precondition {
            throw Failure(.notArrived)
        }
    }

    /// Hands the content over; where it lies then, or nil for the output.
    private static func hand(
        _ work: Work, _ place: AttachmentPlace, _ out: String?
    ) async throws -> String? {
        let held = HeldContents(work.session.agent)
        if out == "-" {
            try await held.read(place.attachment) { piece in
                guard StandardStream.output.write(piece) else { throw Failure(.outputFailed) }
            }
            return nil
        }
        let ending =
            switch place.attachment.kind {
            case .jpeg: ".jpg"
            case .png: ".png"
            case .pdf: ".pdf"
            }
        let path = try out ?? ShownPath.new(work.context.profile, ending: ending)
        let file = try NewFile(path)
        try await held.read(place.attachment) { try file.write($0) }
        try file.finish()
        return path
    }
}
