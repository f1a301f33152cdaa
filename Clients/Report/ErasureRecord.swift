import Basics
public import Catalog
public import Messages

extension WireOrderKind {
    /// The words for the kind of order.
    public var label: Label {
        switch self {
        case .accessReport: .orderAccessReport
        case .export: .orderExport
        case .erasure, .unspecified, .UNRECOGNIZED: .orderErasure
        }
    }
}

extension WireOrderGround {
    /// The words for what an order rests on.
    public var label: Label {
        switch self {
        case .retention: .groundRetention
        case .court: .groundCourt
        case .oversight: .groundOversight
        case .dataSubject, .unspecified, .UNRECOGNIZED: .groundDataSubject
        }
    }
}

extension PagePrinter {
    /// The dated record of an erasure, to be signed by both people; nil for an order that is none,
    /// or was not carried out.
    ///
    /// It names the backups of the daemon that still hold what was erased, and until when as planned;
    /// copies that lie elsewhere are written in by hand.
    ///
    /// - Parameter proof: that the leaf of the erasure is in the log, as a text that anybody checks
    ///   off line (SPEC W-148); nil where who prints may not ask for it.
    public func erasureRecord(_ order: WireOrder, proof: String?) -> PrintedPage? {
        guard order.kind == .erasure, order.hasCarriedOut else { return nil }
        var composer = self.composer(.insider)
        return composer.page(.erasureRecord, about: nil) { page in
            page.section(.init(PageText.erasureRecord))
            page.sentence(.erasureDone)
            page.row(.init(Label.whatIsErased), classes(of: order))
            if !order.sequences.isEmpty {
                page.row(
                    .init(Label.acts),
                    .init(both: order.sequences.map(String.init).joined(separator: ", ")))
            }
            page.row(.init(Label.erasedParts), .init(both: String(order.erased)))
            page.row(.init(Label.orderGround), .init(order.ground.label))
            page.row(.init(Label.reason), .init(both: order.reason))
            for (by, at, step) in [
                (Label.orderedBy, Label.orderedAt, order.asked),
                (.orderApprovedBy, .orderApprovedAt, order.approved),
                (.carriedOutBy, .carriedOutAt, order.carriedOut),
            ] {
                page.row(.init(by), .init(both: step.name))
                page.row(.init(at), page.words.moment(Instant(milliseconds: step.atMs)))
                page.row(.init(Label.leafIndex), .init(both: String(step.leaf)))
            }
            page.row(.init(Label.logSeenAt), witnessed(order, page.words))
            page.sentence(order.sequences.isEmpty ? .keysDestroyed : .keysStay)
            page.labels(.init(PageText.backupsHold))
            if order.backups.isEmpty { page.sentence(.noBackupHolds) }
            for backup in order.backups {
                page.row(
                    .init(both: backup.name),
                    backup.keptUntilMs == 0
                        ? .init(PageText.keptUntilProved)
                        : page.words.moment(Instant(milliseconds: backup.keptUntilMs)))
            }
            page.sentence(.copiesElsewhere)
            page.lines(1)
            page.sentence(.eraseLimits)
            page.sentence(.eraseDevices)
            page.endSection()
            page.section(.init(PageText.proofOfErasure))
            page.sentence(proof == nil ? .proofByAuditor : .proofChecked)
            if let proof { page.verbatim(proof) }
            page.endSection()
            page.signature()
            page.signature()
        }
    }

    /// How far, and when, somebody outside had seen the log before the erasure.
    private func witnessed(_ order: WireOrder, _ words: ValueWords) -> Bilingual {
        guard order.witnessedAtMs != 0 else { return .init(Label.logSeenByNobody) }
        let at = words.moment(Instant(milliseconds: order.witnessedAtMs))
        return .joined([
            at, Bilingual(Label.leafIndex).followed(by: String(order.witnessedSize)),
        ])
    }

    private func classes(of order: WireOrder) -> Bilingual {
        let classes = ClassSet(rawValue: UInt8(truncatingIfNeeded: order.classes))
        return classes == DataClass.content
            ? .init(Label.allOfFile) : .joined(classes.classes.map { .init($0.label) })
    }
}
