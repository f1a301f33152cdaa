import Basics
public import Catalog
public import Messages

extension WireAccess {
    /// The words for what was done, by the kind of the leaf (SPEC W-154).
    public var label: Label {
        switch kind {
        case 1: .useRead
        case 2: .useListed
        case 4: .useOpened
        case 5: .useAdded
        case 6: .useCorrected
        case 7: .useExported
        case 17: .useErased
        case 20: .useEmergency
        case 25: .useApproved
        case 28, 30: .useAttachment
        case 31: .writeTransfer
        case 32: .orderWord
        default: .useOther
        }
    }
}

extension PagePrinter {
    /// Who used a file, as the log has it; for the person concerned without names and reasons.
    public func accessReport(
        _ accesses: [WireAccess], unreadableCount: Int, for recipient: PageRecipient
    ) -> PrintedPage {
        var composer = self.composer(recipient)
        return composer.page(.accessReport, about: nil) { page in
            page.uses(
                accesses.map { access in
                    UseRow(
                        leaf: access.leaf,
                        at: page.words.moment(Instant(milliseconds: access.atMs)),
                        what: .init(access.label), member: .init(both: access.name),
                        organisation: .init(both: access.organisationName),
                        reason: access.motive.isEmpty ? nil : .init(both: access.motive))
                })
            page.section(.init(PageText.accessReport))
            page.sentence(.accessLimits)
            if unreadableCount > 0 {
                page.row(.init(PageText.leavesUnreadable), .init(both: String(unreadableCount)))
            }
            page.endSection()
        }
    }
}
