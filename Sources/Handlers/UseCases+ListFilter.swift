internal import Authority
internal import Basics
internal import Circuit
internal import Dossiers
internal import Index
internal import Messages

// What a list is asked for, and in which order it stands.

extension UseCases {
    /// What a request asks of the files of a list, as far as the caller is told of that.
    ///
    /// - Throws: `malformed` for days that end before they begin; `unknownValue` for an unknown
    ///   order; `classClosed` where the caller does not read what would be compared.
    func filter(
        _ request: WireListFilesRequest, _ permit: Permit, _ now: Instant
    ) throws(Refusal) -> ListFilter {
        var filter = ListFilter(stage: request.stage.isEmpty ? nil : request.stage)
        filter.classes = permit.opens
        filter.risk = request.risk.isEmpty ? nil : request.risk
        filter.commune = request.commune.isEmpty ? nil : request.commune
        if let referent = MemberID(blob: request.referent) { filter.referents = [referent] }
        if let office = OrganisationID(blob: request.organisation) {
            filter.organisations = [office]
        }
        filter.isUnassigned = request.unassigned
        filter.overdueAt = request.overdue ? now : nil
        filter.isUrgent = request.urgent
        filter.quietSince = quietSince(request, now)
        filter.categories =
            request.category.isEmpty
            ? nil : definition.items(in: request.category, meaning: .category)
        filter.opened = try days(request.openedFrom, request.openedUntil)
        filter.written = moments(try days(request.writtenFrom, request.writtenUntil))
        filter.due = moments(try days(request.dueFrom, request.dueUntil))
        filter.order = try order(request)
        // Who is told of files that a filter lets through is told what the filter asked, and who is
        // told their order is told by what they stand in it.
        let asksSocial =
            filter.stage != nil || filter.risk != nil || filter.referents != nil
            || filter.organisations != nil || filter.isUnassigned || filter.isUrgent
            || filter.quietSince != nil || filter.categories != nil || filter.opened != nil
            || filter.written != nil || [.written, .opened].contains(filter.order)
        let asksIdentity =
            filter.commune != nil || [.nameArabic, .nameLatin].contains(filter.order)
        if request.kind == 7 {
            // Of such a file all that is kept is of class social; what tells of a child is no part
            // of it, and so nothing to ask for.
            guard ![.nameArabic, .nameLatin].contains(filter.order), filter.risk == nil,
                !filter.isUrgent
            else { throw .malformed }
            filter.categories = request.category.isEmpty ? nil : [request.category]
            filter.fileKinds = .records(request.record.isEmpty ? nil : request.record)
            return filter
        }
        guard !asksSocial || permit.opens.contains(.social),
            !asksIdentity || permit.opens.contains(.identity)
        else { throw .authority(.classClosed) }
        return filter
    }

    /// Checks of a request what does not turn on who asks.
    ///
    /// - Throws: as `filter`.
    func check(_ request: WireListFilesRequest) throws(Refusal) {
        guard request.sort == 0 || ![3, 5].contains(request.kind),
            request.kind == 7 || request.record.isEmpty
        else { throw .malformed }
        _ = try order(request)
        _ = try days(request.openedFrom, request.openedUntil)
        _ = try days(request.writtenFrom, request.writtenUntil)
        _ = try days(request.dueFrom, request.dueUntil)
    }

    /// Since when nothing was written in the files that are asked for; of two times the earlier one.
    private func quietSince(_ request: WireListFilesRequest, _ now: Instant) -> Instant? {
        var since: [Instant] = []
        if request.quietSinceMs != 0 { since.append(Instant(milliseconds: request.quietSinceMs)) }
        if request.quietDays != 0 {
            since.append(now.adding(seconds: -Int64(request.quietDays) * HandlerLimits.daySeconds))
        }
        return since.min()
    }

    /// The days from one to another, both in days since 1970-01-01; nil where both are 0.
    private func days(_ first: UInt32, _ last: UInt32) throws(Refusal) -> ClosedRange<CivilDate>? {
        guard first != 0 || last != 0 else { return nil }
        let last = last == 0 ? MessageLimits.dayMax : last
        guard first <= last else { throw .malformed }
        return CivilDate(days: Int32(clamping: first))...CivilDate(days: Int32(clamping: last))
    }

    /// From when to when days last by the province's clock.
    private func moments(_ days: ClosedRange<CivilDate>?) -> Range<Instant>? {
        let offset = definition.parts.offsetSeconds
        return days.map { days in
            let start = days.lowerBound.start(offsetSeconds: offset)
            return start..<days.upperBound.adding(days: 1).start(offsetSeconds: offset)
        }
    }

    private func order(_ request: WireListFilesRequest) throws(Refusal) -> ListOrder {
        switch request.sort {
        case 0: return .waiting
        case 1: return .nameArabic
        case 2: return .nameLatin
        case 3: return .written
        case 4: return .due
        case 5: return .opened
        default: throw .unknownValue
        }
    }
}

extension CircuitDefinition {
    /// A code of the list from which a field takes its values, and all that stand below it.
    func items(in code: String, meaning: FieldMeaning) -> Set<String> {
        let items = field(meaning: meaning)?.list.flatMap { list($0) }?.items ?? []
        var found: Set<String> = [code]
        var count = 0
        while found.count > count {
            count = found.count
            for item in items where item.parent.map(found.contains) ?? false {
                found.insert(item.code)
            }
        }
        return found
    }
}
