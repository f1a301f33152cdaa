import Basics
import Catalog
import Circuit
import Commands
import MadarClient
import Mapping
import Synchronization

/// The pictures and documents of the act that is being entered: read when they are named, held
/// sealed on the device before the act is kept.
final class Picked: Sendable {
    private let contents = Mutex<[AttachmentID: [UInt8]]>([:])
    /// Those of acts that this device keeps already, by which a corrected act names them again.
    private let kept = Mutex<[AttachmentID: Attachment]>([:])
    private static let mark: Character = "@"

    /// Reads a file, and takes what it holds for the act.
    ///
    /// - Throws: `Failure`: it cannot be read, is too large, or is no picture and no document.
    func pick(_ typed: String) throws -> Attachment {
        let path = Input.path(typed)
        let bytes = try Input.bytes(
            path, byteCountMax: CleanedContent.byteCountMax, tooLarge: .attachmentTooLarge)
        let content: CleanedContent
        do throws(CleanedContent.Refusal) {
            content = try CleanedContent(bytes)
        } catch {
            throw Failure(error == .tooLarge ? .attachmentTooLarge : .attachmentUnreadable)
        }
        let name = TextNormaliser.normalise(path.split(separator: "/").last.map(String.init) ?? "")
        let attachment = content.attachment(named: TextNormaliser.isForbidden(name) ? "" : name)
        contents.withLock { $0[attachment.id] = content.bytes }
        return attachment
    }

    /// What a template says: a path, or the mark of one that this device keeps.
    func named(_ text: String) throws -> Attachment {
        guard text.first == Self.mark else { return try pick(text) }
        let id = AttachmentID(hexadecimal: text.dropFirst().prefix { !$0.isWhitespace })
        guard let attachment = id.flatMap({ id in kept.withLock { $0[id] } }) else {
            throw Failure(.attachmentGone)
        }
        return attachment
    }

    /// How a template names one that this device keeps.
    static func text(_ attachment: Attachment) -> String {
        String(mark) + attachment.id.hexadecimal + " " + attachment.name
    }

    /// Learns which ones the outbox keeps.
    func learn(_ entries: [OutboxEntry]) {
        let found = entries.flatMap { $0.draft?.attachments ?? [] }
        kept.withLock { kept in for attachment in found { kept[attachment.id] = attachment } }
    }

    /// Holds what an act promises, but for what is held already; durable when this returns.
    func hold(
        _ draft: ActDraft, _ held: HeldContents, except already: Set<AttachmentID> = []
    ) async throws {
        for attachment in draft.attachments where !already.contains(attachment.id) {
            guard let content = contents.withLock({ $0[attachment.id] }) else { continue }
            try await held.hold(attachment, content)
        }
    }
}

extension ActDraft {
    /// The pictures and documents that the act promises.
    var attachments: [Attachment] {
        values.compactMap { value in
            if case .attachment(let attachment) = value.value { attachment } else { nil }
        }
    }
}
