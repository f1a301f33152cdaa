public import Basics

/// What a picture or document is; a reader shows nothing else.
public enum AttachmentKind: UInt8, CaseIterable, Hashable, Sendable {
    /// A picture as JPEG.
    case jpeg = 1
    /// A picture as PNG.
    case png = 2
    /// A document as PDF.
    case pdf = 3
}

/// A picture or document that an act promises; its bytes are kept beside the act and come later.
public struct Attachment: Hashable, Sendable {
    /// The id, made by the author's client.
    public let id: AttachmentID
    /// What it is.
    public let kind: AttachmentKind
    /// The size of the content, in bytes: 1 … 20 MiB.
    public let byteCount: UInt32
    /// SHA-256 of the content, 32 bytes.
    public let sha256: [UInt8]
    /// What the author calls it, in normal form C; may be empty.
    public let name: String

    /// Joins what an act promises.
    public init(
        id: AttachmentID, kind: AttachmentKind, byteCount: UInt32, sha256: [UInt8], name: String
    ) {
        self.id = id
        self.kind = kind
        self.byteCount = byteCount
        self.sha256 = sha256
        self.name = name
    }
}
