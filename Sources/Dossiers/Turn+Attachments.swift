public import Authority
public import Basics
internal import Circuit
internal import Mapping
internal import Vault

/// An attachment on its way in: what its act promises, and what of it is stored.
public struct IncomingAttachment {
    fileprivate let place: AttachmentPlace
    fileprivate let promised: Attachment
    fileprivate var stored: StoredAttachment?
    fileprivate var hash = ContentHash()
    /// How many chunks of what is stored went through the hash.
    fileprivate var hashedCount = 0

    /// The class of the field that promises it.
    public var dataClass: DataClass { place.dataClass }
    /// The size that was promised, in bytes.
    public var byteCount: Int { Int(promised.byteCount) }
    /// How many bytes from its start are stored.
    public var storedByteCount: Int { stored?.storedByteCount ?? 0 }
    /// Whether all of it is stored and has the hash that was promised.
    public var isWhole: Bool { stored?.isWhole ?? false }
    /// How many bytes the next chunk takes.
    public var nextByteCount: Int {
        min(VaultLimits.chunkByteCount, byteCount - storedByteCount)
    }
    /// Whether what came earlier has yet to be read for the hash before the next chunk is taken.
    public var mustHash: Bool { hashedCount < stored?.chunkCount ?? 0 && !isWhole }
}

/// An attachment on its way out: whole, and open to the reader.
public struct OutgoingAttachment {
    fileprivate let stored: StoredAttachment
    fileprivate let permit: Permit

    /// The class of the field that holds it.
    public var dataClass: DataClass { stored.place.dataClass }
    /// The size of its content, in bytes.
    public var byteCount: Int { stored.byteCount }
}

extension Turn {
    /// The attachment that an act of the caller's own promises.
    ///
    /// A unit sends pictures to classes that it may not read.
    /// - Throws: `Refusal.absent` for an act of another's, or in a class that the permit does not
    ///   seal; `VaultError` or `StoreError`.
    public func incoming(
        _ id: AttachmentID, sequence: UInt64, of file: FileID, permit: Permit
    ) throws -> IncomingAttachment {
        let fold = Permit.fold(of: permit)
        let parts = try ownAct(sequence, of: file, permit: permit).parts
        guard let (dataClass, promised) = parts.lazy.compactMap({ $0.attachment(id) }).first,
            permit.seals.contains(dataClass)
        else { throw Refusal.absent }
        let place = AttachmentPlace(file: file, sequence: sequence, dataClass: dataClass, id: id)
        return IncomingAttachment(
            place: place, promised: promised,
            stored: try dossiers.vault.attachment(at: place, permit: fold, in: transaction))
    }

    /// Checks that what is stored of an attachment is what its upload knows.
    ///
    /// Between two steps of an upload another of the same attachment may have added a chunk, or
    /// dropped all of them and begun anew under another key.
    fileprivate func checkUnchanged(_ attachment: IncomingAttachment, permit: Permit) throws {
        // What the act said of the class may have been erased meanwhile: nothing is added to that.
        _ = try dossiers.vault.act(
            of: attachment.place.file, sequence: attachment.place.sequence, attachment.dataClass,
            permit: Permit.fold(of: permit), in: transaction)
        let stored = try dossiers.vault.attachment(
            at: attachment.place, permit: Permit.fold(of: permit), in: transaction)
        guard stored == attachment.stored else { throw Refusal.changedMeanwhile }
    }

    /// Reads a few stored chunks for the hash of the whole, where an upload goes on.
    ///
    /// - Throws: `Refusal.changedMeanwhile` where another upload of the same attachment has changed
    ///   what is stored; `VaultError` or `StoreError`.
    public func hash(_ attachment: inout IncomingAttachment, permit: Permit) throws {
        try checkUnchanged(attachment, permit: permit)
        guard let stored = attachment.stored else { return }
        let end = min(stored.chunkCount, attachment.hashedCount + DossierLimits.chunksPerStep)
        for number in attachment.hashedCount..<end {
            attachment.hash.update(
                try dossiers.vault.chunk(
                    number, of: stored, permit: Permit.fold(of: permit), in: transaction))
        }
        attachment.hashedCount = end
    }

    /// An attachment of an act, as far as a permit opens the act and the field's class.
    ///
    /// - Throws: `Refusal.absent` where it is closed or not there, both alike;
    ///   `Refusal.wrongState` where its content has not arrived; `VaultError` or `StoreError`.
    public func outgoing(
        _ id: AttachmentID, sequence: UInt64, of file: FileID, permit: Permit
    ) throws -> OutgoingAttachment {
        let act = try act(sequence, of: file, permit: permit).act
        let field = act.values.first { value in
            if case .attachment(let attachment) = value.value { attachment.id == id } else { false }
        }
        guard let field, let dataClass = dossiers.definition.field(field.field)?.dataClass else {
            throw Refusal.absent
        }
        // Of a class that is open in one's own acts only, the act was seen to be one's own; so too
        // of one that is open in what is addressed to one.
        let reader =
            if permit.opens.contains(dataClass) {
                permit
            } else if permit.opensOwnActs.contains(dataClass) {
                Permit.ownActs(of: permit)
            } else {
                Permit.addressedActs(of: permit)
            }
        let place = AttachmentPlace(file: file, sequence: sequence, dataClass: dataClass, id: id)
        let stored = try dossiers.vault.attachment(at: place, permit: reader, in: transaction)
        guard let stored, stored.isWhole else { throw Refusal.wrongState }
        return OutgoingAttachment(stored: stored, permit: reader)
    }

    /// Some content of an attachment: from an offset to the end of its chunk at most.
    ///
    /// - Throws: `VaultError` or `StoreError`.
    public func content(
        of attachment: OutgoingAttachment, from offset: Int
    ) throws -> ArraySlice<UInt8> {
        let number = offset / VaultLimits.chunkByteCount
        let chunk = try dossiers.vault.chunk(
            number, of: attachment.stored, permit: attachment.permit, in: transaction)
        return chunk[(offset - number * VaultLimits.chunkByteCount)...]
    }
}

extension Changes {
    /// Adds the next chunk of an attachment's content.
    ///
    /// Where it was the last one and the whole has another hash than was promised, all that came
    /// is dropped: the upload begins anew.
    /// - Throws: `Refusal.changedMeanwhile` where another upload of the same attachment has changed
    ///   what is stored; `VaultError` or `StoreError`.
    public func add(_ chunk: [UInt8], to attachment: inout IncomingAttachment) throws {
        try turn.checkUnchanged(attachment, permit: permit)
        let vault = turn.dossiers.vault
        var stored =
            try attachment.stored
            ?? vault.beginAttachment(
                at: attachment.place, byteCount: attachment.byteCount,
                sha256: attachment.promised.sha256, permit: permit, in: transaction)
        try vault.appendChunk(chunk, to: &stored, permit: permit, in: transaction)
        attachment.hash.update(chunk)
        attachment.hashedCount += 1
        if stored.isWhole, !attachment.hash.agrees(with: attachment.promised.sha256) {
            try vault.drop(stored, permit: permit, in: transaction)
            turn.dossiers.noteErased()
            attachment.stored = nil
            attachment.hash = ContentHash()
            attachment.hashedCount = 0
        } else {
            attachment.stored = stored
        }
    }
}

extension ActPart {
    /// The class and promise of an attachment of the part.
    fileprivate func attachment(_ id: AttachmentID) -> (DataClass, Attachment)? {
        for value in values {
            if case .attachment(let attachment) = value.value, attachment.id == id {
                return (dataClass, attachment)
            }
        }
        return nil
    }
}
