internal import Basics
internal import FoundationEssentials

// The maxima that Wire/madar/v1 states beside its fields, checked after decoding and before use.

extension String {
    fileprivate func isWithin(_ byteCountMax: Int) -> Bool {
        guard utf8.count <= byteCountMax else { return false }
        // Over the bytes in place: the view's own iterator looks at each one's encoding.
        let hasZero = utf8.withContiguousStorageIfAvailable { unsafe $0.contains(0) }
        return !(hasZero ?? utf8.contains(0))
    }
    fileprivate var isCode: Bool { isWithin(MessageLimits.codeByteCountMax) }
    fileprivate var isName: Bool { isWithin(MessageLimits.nameByteCountMax) }
    fileprivate var isCustodian: Bool { isWithin(BasicsLimits.custodianLabelByteCountMax) }
    fileprivate var isLabel: Bool { isWithin(MessageLimits.deviceLabelByteCountMax) }
}

extension Data {
    fileprivate var isID: Bool { count == 16 }
    fileprivate var isIDOrEmpty: Bool { isEmpty || isID }
}

extension Array {
    fileprivate func isWithin(_ countMax: Int, _ check: (Element) -> Bool) -> Bool {
        count <= countMax && allSatisfy(check)
    }
}

extension WireValue: Bounded {
    /// Whether the one member that is set keeps its maximum.
    public var isWithinMaxima: Bool {
        switch kind {
        case nil: false
        case .text(let text): text.isWithin(16_384)
        case .choice(let code): code.isCode
        case .choices(let choices): choices.codes.isWithin(64) { $0.isCode }
        case .territory(let code): code.isWithin(16)
        case .member(let id), .organisation(let id), .person(let id): id.isID
        case .attachment(let attachment): attachment.isWithinMaxima
        case .date, .instantMs, .flag, .number: true
        }
    }
}

extension WireAttachment: Bounded {
    /// Whether id, size, hash and name keep their maxima.
    public var isWithinMaxima: Bool {
        id.isID && (1...MessageLimits.attachmentByteCountMax).contains(byteCount)
            && sha256.count == 32
            && name.isName
    }
}

extension WireFieldValue: Bounded {
    /// Whether code, row and value keep their maxima.
    public var isWithinMaxima: Bool {
        field.isCode && row <= UInt16.max && hasValue && value.isWithinMaxima
    }
}

extension WireHeading: Bounded {
    /// Whether codes, ids and the reason keep their maxima.
    public var isWithinMaxima: Bool {
        form.isCode && fromStage.isCode && toStage.isCode && author.isID && organisation.isID
            && corrects.isIDOrEmpty && approves.isIDOrEmpty && matter.isIDOrEmpty
            && reason.isWithin(8_000) && formVersion <= UInt16.max
    }
}

extension WireActPart: Bounded {
    /// Whether ids, heading and values keep their maxima.
    public var isWithinMaxima: Bool {
        act.isID && corrects.isIDOrEmpty && (!hasHeading || heading.isWithinMaxima)
            && values.isWithin(MessageLimits.listCountMax) { $0.isWithinMaxima }
            && extract.isWithin(MessageLimits.extractMax) { $0.isWithinMaxima }
    }
}

extension WirePartialAct: Bounded {
    /// Whether ids, heading, values and names keep their maxima.
    public var isWithinMaxima: Bool {
        act.isID && corrects.isIDOrEmpty && (!hasHeading || heading.isWithinMaxima)
            && values.isWithin(MessageLimits.listCountMax) { $0.isWithinMaxima }
            && extract.isWithin(MessageLimits.extractMax) { $0.isWithinMaxima }
            && names.isWithin(MessageLimits.namesMax) { $0.isWithinMaxima }
    }
}

extension WireName: Bounded {
    /// Whether id and name keep their maxima.
    public var isWithinMaxima: Bool { id.isID && name.isName }
}

extension WireActDraft: Bounded {
    /// Whether codes, ids, reason and values keep their maxima.
    public var isWithinMaxima: Bool {
        form.isCode && toStage.isCode && corrects.isIDOrEmpty && matter.isIDOrEmpty
            && reason.isWithin(8_000) && formVersion <= UInt16.max
            && values.isWithin(MessageLimits.listCountMax) { $0.isWithinMaxima }
            && extract.isWithin(MessageLimits.extractMax) { $0.isWithinMaxima }
    }
}

extension WireHeadPart: Bounded {
    /// Whether passages, slots and matters keep their maxima.
    public var isWithinMaxima: Bool {
        dataClass <= UInt8.max && passages.isWithin(256) { $0.stage.isCode }
            && slots.isWithin(256) { $0.isWithinMaxima }
            && matters.isWithin(256) { $0.isWithinMaxima } && happenings.isWithinMaxima
    }
}

extension WireHappenings: Bounded {
    /// Whether texts and lists keep their maxima; that they are of one length, their reader sees.
    public var isWithinMaxima: Bool {
        texts.isWithin(MessageLimits.listCountMax) { $0.isCode }
            && code.count <= MessageLimits.happeningsMax
    }
}

extension WireMatter: Bounded {
    /// Whether id, track, passages and slots keep their maxima.
    public var isWithinMaxima: Bool {
        act.isID && track.isCode && passages.isWithin(256) { $0.stage.isCode }
            && slots.isWithin(256) { $0.isWithinMaxima }
    }
}

extension WireHeadSlot: Bounded {
    /// Whether meaning, writer and entries keep their maxima.
    public var isWithinMaxima: Bool {
        meaning <= UInt8.max && writer.isID
            && entries.isWithin(MessageLimits.listCountMax) { entry in
                entry.row <= UInt16.max && entry.hasValue && entry.value.isWithinMaxima
            }
    }
}

extension WireLeaf: Bounded {
    /// Whether ids, hashes and texts keep their maxima.
    public var isWithinMaxima: Bool {
        [member, organisation, device, session, file, act, query, subject]
            .allSatisfy(\.isIDOrEmpty)
            && motive.isWithin(2_000) && (signature.isEmpty || signature.count == 64)
            && (hash.isEmpty || hash.count == 32)
            && statement.count <= 1_024 && number.isWithin(MessageLimits.numberByteCountMax)
            && values.isWithin(MessageLimits.incidentValuesMax) { $0.isWithinMaxima }
            && (!hasBackup || backup.isWithinMaxima)
            && custodians.isWithin(BasicsLimits.custodiansMax) { $0.isCustodian }
    }
}

extension WireBackupFacts: Bounded {
    /// Whether hashes and keys keep their sizes.
    public var isWithinMaxima: Bool {
        [sha256, root, keysSha256].allSatisfy { $0.count == 32 }
            && keys.count <= MessageLimits.keyUsesMax
    }
}

extension WireError: Bounded {
    /// Whether the reference and the field errors keep their maxima.
    public var isWithinMaxima: Bool {
        reference.count <= 8
            && fields.isWithin(MessageLimits.fieldErrorsMax) {
                $0.form.isCode && $0.field.isCode && $0.row <= UInt16.max
            }
    }
}

extension WireNothing: Bounded {
    /// Always: there is nothing.
    public var isWithinMaxima: Bool { true }
}

extension WireRoleGrant: Bounded {
    /// Whether code, id and name keep their maxima.
    public var isWithinMaxima: Bool {
        role.isCode && organisation.isIDOrEmpty && organisationName.isName
    }
}

extension WireWhoAmIAnswer: Bounded {
    /// Whether ids and names keep their maxima.
    public var isWithinMaxima: Bool {
        member.isID && device.isID && name.isName && deviceLabel.isLabel
            && roles.isWithin(MessageLimits.rolesPerInvitationMax) { $0.isWithinMaxima }
            && province.isWithin(16)
            && (definitionHash.isEmpty || definitionHash.count == 32)
            && daemonKeys.isWithin(BasicsLimits.daemonKeysMax) { $0.isWithinMaxima }
            && deputised.isWithin(MessageLimits.deputisedMax) { $0.id.isID && $0.name.isName }
            && (!hasController || controller.isWithinMaxima)
    }
}

extension WireController: Bounded {
    /// Whether each text keeps its maximum.
    public var isWithinMaxima: Bool {
        name.isWithin(MessageLimits.controllerByteCountMax)
            && authorisation.isWithin(MessageLimits.authorisationByteCountMax)
            && contact.isWithin(MessageLimits.controllerByteCountMax)
    }
}

extension WireChangeSettingsRequest: Bounded {
    /// Whether there is a controller that keeps its maxima.
    public var isWithinMaxima: Bool { hasController && controller.isWithinMaxima }
}

extension WireDaemonKey: Bounded {
    /// Whether number and key have their sizes.
    public var isWithinMaxima: Bool { id <= UInt8.max && publicKey.count == 32 }
}

extension WireAckOperationsRequest: Bounded {
    /// Whether the list keeps its maximum and each key its size.
    public var isWithinMaxima: Bool {
        operationKeys.isWithin(MessageLimits.acknowledgedKeysMax) { $0.isID }
    }
}

extension WireAckOperationsAnswer: Bounded {
    /// Always: it holds a number.
    public var isWithinMaxima: Bool { true }
}

extension WireChangeDeviceRequest: Bounded {
    /// Whether the id has its size.
    public var isWithinMaxima: Bool { device.isID }
}

extension WireRenewKeyAnswer: Bounded {
    /// Whether the key has its size.
    public var isWithinMaxima: Bool { presharedKey.count == 32 }
}

extension WireConfirmKeyRequest: Bounded {
    /// Whether the digest has its size.
    public var isWithinMaxima: Bool { digest.count == 32 }
}

extension WireChangeTransportRequest: Bounded {
    /// Whether the number is one of a key.
    public var isWithinMaxima: Bool { keyID <= UInt8.max }
}

extension WireChangeTransportAnswer: Bounded {
    /// Whether the keys keep their sizes.
    public var isWithinMaxima: Bool {
        daemonKeys.isWithin(BasicsLimits.daemonKeysMax) { $0.isWithinMaxima }
    }
}

extension WireStatusRequest: Bounded {
    /// Always: it holds a choice.
    public var isWithinMaxima: Bool { true }
}

extension WireStatusAnswer: Bounded {
    /// Whether names and lists keep their maxima.
    public var isWithinMaxima: Bool {
        province.isWithin(16) && store.isIDOrEmpty && slots.count <= 512
            && software.isWithin(64) && libsodium.isWithin(32) && sqlite.isWithin(32)
            && daemonKeys.isWithin(BasicsLimits.daemonKeysMax) { $0.isWithinMaxima }
            && witnesses.isWithin(BasicsLimits.witnessesMax) { $0.isWithinMaxima }
            && contributed.isWithin(BasicsLimits.custodiansMax) { $0.isCustodian }
            && slotsDropped <= 3
            && keys.isWithin(MessageLimits.activeKeysMax) { $0.isWithinMaxima }
            && metrics.isWithin(MessageLimits.metricsByteCountMax)
    }
}

extension WireCommitteeState: Bounded {
    /// Always: it holds numbers.
    public var isWithinMaxima: Bool { true }
}

extension WireCustodian: Bounded {
    /// Whether name, key and box keep their sizes.
    public var isWithinMaxima: Bool {
        label.isCustodian && key.count == 32 && (box.isEmpty || box.count == 80)
            && index <= UInt8.max
    }
}

extension WireCommittee: Bounded {
    /// Whether the custodians and their number keep their maxima.
    public var isWithinMaxima: Bool {
        custodians.isWithin(BasicsLimits.custodiansMax) { $0.isWithinMaxima }
    }
}

extension WireCommitteePlan: Bounded {
    /// Whether ids, names and lists keep their maxima.
    public var isWithinMaxima: Bool {
        plan.isID && committee.isWithinMaxima && proposer.isID && proposedBy.isName
            && approver.isIDOrEmpty && approvedBy.isName
            && (digest.isEmpty || digest.count == 32) && nonce.isIDOrEmpty
            && formersProved.count <= BasicsLimits.custodiansMax
    }
}

extension WireListCommitteeAnswer: Bounded {
    /// Whether ids and lists keep their maxima.
    public var isWithinMaxima: Bool {
        store.isID && (!hasCommittee || committee.isWithinMaxima)
            && (!hasPlan || plan.isWithinMaxima) && nonce.isID
            && contributed.count <= BasicsLimits.custodiansMax
            && (!hasSlotPlan || slotPlan.isWithinMaxima)
    }
}

extension WireChangeCommitteeRequest: Bounded {
    /// Whether id and committee keep their maxima.
    public var isWithinMaxima: Bool { plan.isID && committee.isWithinMaxima }
}

extension WireChangeCommitteeAnswer: Bounded {
    /// Always: it holds a number.
    public var isWithinMaxima: Bool { true }
}

extension WireProveCustodyRequest: Bounded {
    /// Whether ids and signature have their sizes.
    public var isWithinMaxima: Bool {
        plan.isIDOrEmpty && nonce.isID && signature.count == 64 && index <= UInt8.max
    }
}

extension WireProveCustodyAnswer: Bounded {
    /// Always: it holds a number.
    public var isWithinMaxima: Bool { true }
}

extension WireContributeRequest: Bounded {
    /// Whether nonce and secret have their sizes.
    public var isWithinMaxima: Bool {
        nonce.isID && secret.count == 32 && index <= UInt8.max
    }
}

extension WireContributeAnswer: Bounded {
    /// Whether the list keeps its maximum.
    public var isWithinMaxima: Bool { contributed.count <= BasicsLimits.custodiansMax }
}

extension WireChangeSlotRequest: Bounded {
    /// Whether id and passphrase keep their maxima.
    public var isWithinMaxima: Bool {
        plan.isID && passphrase.count <= BasicsLimits.passphraseByteCountMax
    }
}

extension WireChangeSlotAnswer: Bounded {
    /// Always: it holds a number.
    public var isWithinMaxima: Bool { true }
}

extension WireSlotPlan: Bounded {
    /// Whether ids, names and digest keep their maxima.
    public var isWithinMaxima: Bool {
        plan.isID && proposer.isID && proposedBy.isName && approvedBy.isName
            && (digest.isEmpty || digest.count == 32)
    }
}

extension WireTakePassphraseRequest: Bounded {
    /// Whether the passphrase keeps its maximum.
    public var isWithinMaxima: Bool { passphrase.count <= BasicsLimits.passphraseByteCountMax }
}

extension WireWitnessAge: Bounded {
    /// Whether the name keeps its maximum.
    public var isWithinMaxima: Bool { name.isWithin(BasicsLimits.witnessNameByteCountMax) }
}

extension WireListWitnessesAnswer: Bounded {
    /// Whether the list and its items keep their maxima.
    public var isWithinMaxima: Bool {
        store.isID && witnesses.isWithin(BasicsLimits.witnessesMax) { $0.isWithinMaxima }
    }
}

extension WireWitness: Bounded {
    /// Whether ids, names, key and note keep their maxima.
    public var isWithinMaxima: Bool {
        witness.isID && name.isWithin(BasicsLimits.witnessNameByteCountMax) && key.count == 32
            && proposer.isID && proposedBy.isName && approvedBy.isName && remover.isIDOrEmpty
            && removalBy.isName && (digest.isEmpty || digest.count == 32) && age.isWithinMaxima
            && note.isWithin(MessageLimits.noteByteCountMax)
    }
}

extension WireChangeWitnessRequest: Bounded {
    /// Whether id, name and key keep their sizes.
    public var isWithinMaxima: Bool {
        witness.isID && name.isWithin(BasicsLimits.witnessNameByteCountMax)
            && (key.isEmpty || key.count == 32)
    }
}

extension WireChangeWitnessAnswer: Bounded {
    /// Nothing in it can be too large.
    public var isWithinMaxima: Bool { true }
}

extension WireListKeysRequest: Bounded {
    /// Always: it holds choices.
    public var isWithinMaxima: Bool { true }
}

extension WireListKeysAnswer: Bounded {
    /// Whether the lists and their items keep their maxima.
    public var isWithinMaxima: Bool {
        keys.isWithin(MessageLimits.keysPerListMax) { $0.isWithinMaxima }
            && rotations.isWithin(MessageLimits.rotationsPerListMax) { $0.isWithinMaxima }
            && store.isID && (!hasRenewal || renewal.isWithinMaxima)
    }
}

extension WireKey: Bounded {
    /// Always: it holds numbers.
    public var isWithinMaxima: Bool { true }
}

extension WireRotation: Bounded {
    /// Whether ids and their number, names and digest keep their sizes.
    public var isWithinMaxima: Bool {
        rotation.isID && planner.isID && plannedBy.isName && approvedBy.isName
            && (digest.isEmpty || digest.count == 32)
            && unread.isWithin(BasicsLimits.unreadFilesMax) { $0.isID }
    }
}

extension WireChangeRotationRequest: Bounded {
    /// Whether the id has its size, and class and kind theirs.
    public var isWithinMaxima: Bool { rotation.isID && dataClass <= 255 && kind <= 255 }
}

extension WireChangeRotationAnswer: Bounded {
    /// Always: it holds a time.
    public var isWithinMaxima: Bool { true }
}

extension WireRenewal: Bounded {
    /// Whether ids and their number, names and digest keep their sizes.
    public var isWithinMaxima: Bool {
        renewal.isID && planner.isID && plannedBy.isName && approvedBy.isName
            && files.isWithin(BasicsLimits.renewedFilesMax) { $0.isID }
            && (digest.isEmpty || digest.count == 32)
    }
}

extension WireChangeRenewalRequest: Bounded {
    /// Whether the ids and their number keep their sizes, and the classes theirs.
    public var isWithinMaxima: Bool {
        renewal.isID && classes <= 255
            && files.isWithin(BasicsLimits.renewedFilesMax) { $0.isID }
    }
}

extension WireChangeRenewalAnswer: Bounded {
    /// Always: it holds a time.
    public var isWithinMaxima: Bool { true }
}

extension WireAddCosignatureRequest: Bounded {
    /// Whether the note keeps its maximum.
    public var isWithinMaxima: Bool { note.isWithin(MessageLimits.noteByteCountMax) }
}

extension WireAddCosignatureAnswer: Bounded {
    /// Whether the ids and their number keep their maxima.
    public var isWithinMaxima: Bool {
        witnesses.isWithin(BasicsLimits.witnessesMax) { $0.isID }
    }
}

extension WireCheckpointRequest: Bounded {
    /// Always: it holds a number.
    public var isWithinMaxima: Bool { true }
}

extension WireCheckpointAnswer: Bounded {
    /// Whether note and proof keep their maxima.
    public var isWithinMaxima: Bool {
        note.isWithin(MessageLimits.noteByteCountMax) && proof.isWithin(64) { $0.count == 32 }
            && (!hasRestoration || restoration.isWithinMaxima) && restorationID.isIDOrEmpty
            && former.isWithin(BasicsLimits.formerRestorationsMax) { $0.isWithinMaxima }
            && logKeys.isWithin(MessageLimits.logKeyStatementsMax) {
                $0.isWithin(MessageLimits.logKeyStatementByteCountMax)
            }
    }
}

extension WireProveLeafRequest: Bounded {
    /// Whether the file's id keeps its size.
    public var isWithinMaxima: Bool { file.isIDOrEmpty }
}

extension WireProveLeafAnswer: Bounded {
    /// Whether hash and proof keep their sizes.
    public var isWithinMaxima: Bool {
        hash.count == 32 && proof.isWithin(64) { $0.count == 32 }
    }
}

extension WireEnrolRequest: Bounded {
    /// Whether label and key keep their sizes.
    public var isWithinMaxima: Bool { deviceLabel.isLabel && signingKey.count == 32 }
}

extension WireEnrolAnswer: Bounded {
    /// Whether ids and keys keep their sizes.
    public var isWithinMaxima: Bool {
        device.isID && presharedKey.count == 32 && member.isID
            && (logKey.isEmpty || logKey.count == 32) && logOrigin.isWithin(128)
    }
}

extension WireInviteRequest: Bounded {
    /// Whether ids, secret, names and roles keep their sizes.
    public var isWithinMaxima: Bool {
        invitation.isID && secret.count == 32 && memberName.isName && member.isIDOrEmpty
            && roles.isWithin(MessageLimits.rolesPerInvitationMax) { $0.isWithinMaxima }
            && expiresInS <= MessageLimits.invitationSecondsMax
    }
}

extension WireHeldRole: Bounded {
    /// Whether code, id and name keep their maxima.
    public var isWithinMaxima: Bool {
        role.isCode && organisation.isIDOrEmpty && organisationName.isName
    }
}

extension WireProposal: Bounded {
    /// Whether ids, names, role and digest keep their maxima.
    public var isWithinMaxima: Bool {
        proposal.isID && member.isID && memberName.isName && role.isWithinMaxima
            && proposer.isID && proposedBy.isName && digest.count == 32
    }
}

extension WireListMembersAnswer: Bounded {
    /// Whether the lists and their items keep their maxima.
    public var isWithinMaxima: Bool {
        store.isID
            && members.isWithin(MessageLimits.peoplePerListMax) { member in
                member.member.isID && member.name.isName
                    && member.roles.isWithin(32) { $0.isWithinMaxima }
                    && member.absence.deputy.isIDOrEmpty
            } && proposals.isWithin(MessageLimits.requestsPerListMax) { $0.isWithinMaxima }
    }
}

extension WireChangeMemberRequest: Bounded {
    /// Whether ids and role keep their maxima.
    public var isWithinMaxima: Bool {
        member.isIDOrEmpty && role.isWithinMaxima && proposal.isIDOrEmpty
    }
}

extension WireSetAbsenceRequest: Bounded {
    /// Whether the ids have their sizes.
    public var isWithinMaxima: Bool { member.isIDOrEmpty && absence.deputy.isIDOrEmpty }
}

extension WireBreakGlassRequest: Bounded {
    /// Whether a file is named and ids and texts keep their maxima.
    public var isWithinMaxima: Bool {
        let names =
            switch fileBy {
            case .file(let id): id.isID
            case .number(let number): number.isWithin(32)
            case nil: false
            }
        return names && access.isID
            && reason.isWithin(MessageLimits.breakGlassByteCountMax)
    }
}

extension WireBreakGlassAnswer: Bounded {
    /// Whether the id has its size.
    public var isWithinMaxima: Bool { file.isID }
}

extension WireBreakGlass: Bounded {
    /// Whether ids, names and texts keep their maxima.
    public var isWithinMaxima: Bool {
        access.isID && member.isID && file.isID && memberName.isName && number.isWithin(16)
            && reason.isWithin(MessageLimits.breakGlassByteCountMax)
            && review.isWithin(MessageLimits.breakGlassByteCountMax)
            && approvedBy.isName && reviewedBy.isName && digest.count == 32
    }
}

extension WireListBreakGlassAnswer: Bounded {
    /// Whether the list and what is in it keep their maxima.
    public var isWithinMaxima: Bool {
        accesses.isWithin(MessageLimits.breakGlassPerListMax) { $0.isWithinMaxima }
            && store.isID
    }
}

extension WireReviewBreakGlassRequest: Bounded {
    /// Whether id and note keep their maxima.
    public var isWithinMaxima: Bool {
        access.isID && note.isWithin(MessageLimits.breakGlassByteCountMax)
    }
}

extension WireHandOverRequest: Bounded {
    /// Whether ids and reason keep their maxima.
    public var isWithinMaxima: Bool {
        handOver.isID && giver.isIDOrEmpty && receiver.isID && organisation.isIDOrEmpty
            && reason.isWithin(MessageLimits.handOverReasonByteCountMax)
    }
}

extension WireHandOverAnswer: Bounded {
    /// Nothing in it can be too large.
    public var isWithinMaxima: Bool { true }
}

extension WireAnswerHandOverRequest: Bounded {
    /// Whether the id has its size.
    public var isWithinMaxima: Bool { handOver.isID }
}

extension WireAnswerHandOverAnswer: Bounded {
    /// Nothing in it can be too large.
    public var isWithinMaxima: Bool { true }
}

extension WireListHandOversAnswer: Bounded {
    /// Whether the list and its items keep their maxima.
    public var isWithinMaxima: Bool {
        handOvers.isWithin(MessageLimits.requestsPerListMax) { item in
            item.handOver.isID && item.giver.isID && item.giverName.isName && item.receiver.isID
                && item.receiverName.isName && item.organisation.isIDOrEmpty
                && item.organisationName.isName && item.askedBy.isID && item.askedByName.isName
                && item.reason.isWithin(MessageLimits.handOverReasonByteCountMax)
        }
    }
}

extension WireOrderRequest: Bounded {
    /// Whether ids, number, acts and reason keep their maxima.
    public var isWithinMaxima: Bool {
        order.isID && file.isIDOrEmpty && member.isIDOrEmpty
            && number.isWithin(MessageLimits.numberByteCountMax)
            && sequences.count <= MessageLimits.actsPerOrderMax
            && reason.isWithin(MessageLimits.orderReasonByteCountMax)
    }
}

extension WireOrderAnswer: Bounded {
    /// Nothing in it can be too large.
    public var isWithinMaxima: Bool { true }
}

extension WireListOrdersRequest: Bounded {
    /// Whether the id keeps its size.
    public var isWithinMaxima: Bool { order.isIDOrEmpty }
}

extension WireListOrdersAnswer: Bounded {
    /// Whether the list and its items keep their maxima.
    public var isWithinMaxima: Bool {
        store.isID && orders.isWithin(MessageLimits.ordersPerListMax) { $0.isWithinMaxima }
    }
}

extension WireOrder: Bounded {
    /// Whether ids, number, names, acts and reason keep their maxima.
    public var isWithinMaxima: Bool {
        order.isID && file.isIDOrEmpty && member.isIDOrEmpty && memberName.isName
            && number.isWithin(MessageLimits.numberByteCountMax)
            && sequences.count <= MessageLimits.actsPerOrderMax
            && reason.isWithin(MessageLimits.orderReasonByteCountMax)
            && hasAsked && asked.isWithinMaxima
            && (!hasApproved || approved.isWithinMaxima)
            && (!hasCarriedOut || carriedOut.isWithinMaxima)
            && (digest.isEmpty || digest.count == 32)
            && backups.isWithin(BasicsLimits.backupsListedMax) { $0.isWithinMaxima }
    }
}

extension WireOrderStep: Bounded {
    /// Whether id and name keep their maxima.
    public var isWithinMaxima: Bool { member.isID && name.isName }
}

extension WireSettleOrderRequest: Bounded {
    /// Whether the id keeps its size.
    public var isWithinMaxima: Bool { order.isID }
}

extension WireSettleOrderAnswer: Bounded {
    /// Nothing in it can be too large.
    public var isWithinMaxima: Bool { true }
}

extension WireAccessReportRequest: Bounded {
    /// Whether the id keeps its size.
    public var isWithinMaxima: Bool { order.isID }
}

extension WireAccessReportAnswer: Bounded {
    /// Whether the list and its items keep their maxima.
    public var isWithinMaxima: Bool {
        accesses.isWithin(MessageLimits.accessesPerPieceMax) { $0.isWithinMaxima }
    }
}

extension WireAccess: Bounded {
    /// Whether id, names and motive keep their maxima.
    public var isWithinMaxima: Bool {
        member.isID && name.isName && organisationName.isName
            && motive.isWithin(2_000)
    }
}

extension WireReportIncidentRequest: Bounded {
    /// Whether id, count and values keep their maxima.
    public var isWithinMaxima: Bool {
        incident.isID && versions <= UInt32(MessageLimits.incidentVersionsMax)
            && values.isWithin(MessageLimits.incidentValuesMax) { $0.isWithinMaxima }
    }
}

extension WireReportIncidentRequest {
    /// How long the values are together, in bytes as they are encoded: a leaf has room for
    /// `MessageLimits.incidentByteCountMax`.
    public var valuesByteCount: Int {
        var only = Self()
        only.values = values
        return MessageCodec.encode(only).count
    }
}

extension WireReportIncidentAnswer: Bounded {
    /// Nothing in it can be too large.
    public var isWithinMaxima: Bool { true }
}

extension WireListIncidentsRequest: Bounded {
    /// Whether the id keeps its size.
    public var isWithinMaxima: Bool { after.isIDOrEmpty }
}

extension WireListIncidentsAnswer: Bounded {
    /// Whether the list and its items keep their maxima.
    public var isWithinMaxima: Bool {
        incidents.isWithin(MessageLimits.incidentsPerListMax) { $0.isWithinMaxima }
    }
}

extension WireIncident: Bounded {
    /// Whether id, versions and values keep their maxima.
    public var isWithinMaxima: Bool {
        incident.isID && hasFirst && first.isWithinMaxima && hasLast && last.isWithinMaxima
            && versions <= UInt32(MessageLimits.incidentVersionsMax)
            && values.isWithin(MessageLimits.incidentValuesMax) { $0.isWithinMaxima }
    }
}

extension WireIncidentVersion: Bounded {
    /// Whether id and name keep their maxima.
    public var isWithinMaxima: Bool { member.isIDOrEmpty && name.isName }
}

extension WireBackupAge: Bounded {
    /// Always: it holds numbers.
    public var isWithinMaxima: Bool { true }
}

extension WireBackupAnswer: Bounded {
    /// Always: it holds a number.
    public var isWithinMaxima: Bool { true }
}

extension WireListBackupsAnswer: Bounded {
    /// Whether plans, list and store keep their maxima.
    public var isWithinMaxima: Bool {
        store.isID && (!hasPlan || plan.isWithinMaxima)
            && (!hasProposed || proposed.isWithinMaxima)
            && backups.isWithin(BasicsLimits.backupsListedMax) { $0.isWithinMaxima }
    }
}

extension WireBackupPlan: Bounded {
    /// Whether ids, recipients, folders, times and names keep their maxima.
    public var isWithinMaxima: Bool {
        plan.isID && BackupBounds.areKept(recipients, folder, keyFolder, hours, kept)
            && proposer.isID && proposedBy.isName && approvedBy.isName
            && (digest.isEmpty || digest.count == 32)
    }
}

extension WireMadeBackup: Bounded {
    /// Whether name, folder and hash keep their sizes.
    public var isWithinMaxima: Bool {
        name.isWithin(MessageLimits.backupNameByteCountMax)
            && folder.isWithin(BasicsLimits.folderByteCountMax) && sha256.count == 32
    }
}

extension WireRestoration: Bounded {
    /// Whether ids, notes, names and digest keep their maxima.
    public var isWithinMaxima: Bool {
        restoration.isID && store.isID && proposer.isIDOrEmpty
            && note.isWithin(MessageLimits.noteByteCountMax)
            && lost.isWithin(MessageLimits.noteByteCountMax) && proposedBy.isName
            && approvedBy.isName && (digest.isEmpty || digest.count == 32)
    }
}

extension WireSignRestorationRequest: Bounded {
    /// Whether id, note and approval keep their maxima.
    public var isWithinMaxima: Bool {
        restoration.isID && lost.isWithin(MessageLimits.noteByteCountMax)
            && (!hasApproval || approval.isWithinMaxima)
    }
}

extension WireSignRestorationAnswer: Bounded {
    /// Always: it holds a number.
    public var isWithinMaxima: Bool { true }
}

extension WirePlanBackupsRequest: Bounded {
    /// Whether id, recipients, folders and times keep their bounds.
    public var isWithinMaxima: Bool {
        plan.isID && BackupBounds.areKept(recipients, folder, keyFolder, hours, kept)
    }
}

extension WirePlanBackupsAnswer: Bounded {
    /// Always: it holds a number.
    public var isWithinMaxima: Bool { true }
}

/// How large what a plan of backups says may be; whether it makes sense is asked later.
private enum BackupBounds {
    static func areKept(
        _ recipients: [Data], _ folder: String, _ keyFolder: String, _ hours: UInt32,
        _ kept: UInt32
    ) -> Bool {
        recipients.isWithin(BasicsLimits.backupRecipients.upperBound) { $0.count == 32 }
            && folder.isWithin(BasicsLimits.folderByteCountMax)
            && keyFolder.isWithin(BasicsLimits.folderByteCountMax)
            && hours <= UInt32(BasicsLimits.backupHours.upperBound)
            && kept <= UInt32(BasicsLimits.backupsKept.upperBound)
    }
}

extension WireListProvincesRequest: Bounded {
    /// Whether the address keeps its maximum.
    public var isWithinMaxima: Bool {
        address.isWithin(MessageLimits.provinceAddressByteCountMax)
    }
}

extension WireListProvincesAnswer: Bounded {
    /// Whether the own descriptor, the list and its items keep their maxima.
    public var isWithinMaxima: Bool {
        own.isWithin(MessageLimits.descriptorByteCountMax) && store.isID
            && provinces.isWithin(MessageLimits.provincesPerListMax) { $0.isWithinMaxima }
    }
}

extension WireProvince: Bounded {
    /// Whether code, address, keys and names keep their maxima.
    public var isWithinMaxima: Bool {
        province.isID && code.isWithin(MessageLimits.provinceCodeByteCountMax)
            && address.isWithin(MessageLimits.provinceAddressByteCountMax)
            && staticKey.count == 32 && transferKey.count == 32 && logKey.count == 32
            && proposer.isID && proposedBy.isName && approvedBy.isName
            && (digest.isEmpty || digest.count == 32)
    }
}

extension WireChangeProvinceRequest: Bounded {
    /// Whether id and descriptor keep their maxima.
    public var isWithinMaxima: Bool {
        province.isID && descriptor.isWithin(MessageLimits.descriptorByteCountMax)
    }
}

extension WireChangeProvinceAnswer: Bounded {
    /// Nothing in it can be too large.
    public var isWithinMaxima: Bool { true }
}

extension WireOrigin: Bounded {
    /// Whether both codes keep their maxima.
    public var isWithinMaxima: Bool {
        province.isWithin(MessageLimits.provinceCodeByteCountMax) && function.isCode
    }
}

extension WireTransferHead: Bounded {
    /// Whether the number keeps its maximum.
    public var isWithinMaxima: Bool { number.isWithin(MessageLimits.numberByteCountMax) }
}

extension WireTransferPart: Bounded {
    /// The part of the act, which holds lists.
    public static var parts: [UInt64: any Bounded.Type] { [3: WireActPart.self] }
    /// Whether the part of the act keeps its maxima.
    public var isWithinMaxima: Bool { hasPart && part.isWithinMaxima }
}

extension WireTransferReceipt: Bounded {
    /// Whether number and reason keep their maxima.
    public var isWithinMaxima: Bool {
        number.isWithin(MessageLimits.numberByteCountMax)
            && reason.isWithin(MessageLimits.transferReasonByteCountMax)
    }
}

extension WireSendTransferRequest: Bounded {
    /// Whether both ids have their size.
    public var isWithinMaxima: Bool { file.isIDOrEmpty && transfer.isIDOrEmpty }
}

extension WireReceiveTransferRequest: Bounded {
    /// Whether size, piece and reason keep their maxima.
    public var isWithinMaxima: Bool {
        byteCount <= UInt32(MessageLimits.transferByteCountMax)
            && piece.count <= MessageLimits.transferPieceByteCountMax
            && reason.isWithin(MessageLimits.transferReasonByteCountMax)
    }
}

extension WireReceiveTransferAnswer: Bounded {
    /// Whether ids and codes keep their maxima.
    public var isWithinMaxima: Bool {
        file.isIDOrEmpty && transfer.isIDOrEmpty && unknown.isWithin(64) { $0.isCode }
    }
}

extension WireSettleTransferRequest: Bounded {
    /// Whether the receipt keeps its maximum.
    public var isWithinMaxima: Bool { receipt.count <= MessageLimits.receiptByteCountMax }
}

extension WireSettleTransferAnswer: Bounded {
    /// Whether ids have their size.
    public var isWithinMaxima: Bool { file.isIDOrEmpty && act.isIDOrEmpty }
}

extension WireListOrganisationsAnswer: Bounded {
    /// Whether the lists, names and ids keep their maxima.
    public var isWithinMaxima: Bool {
        organisations.isWithin(MessageLimits.organisationsMax) { $0.isWithinMaxima }
            && occupancies.isWithin(MessageLimits.organisationsMax) { $0.organisation.isID }
    }
}

extension WireChangeMemberAnswer: Bounded {
    /// Nothing in it can be too large.
    public var isWithinMaxima: Bool { true }
}

extension WireInviteAnswer: Bounded {
    /// Whether the id has its size.
    public var isWithinMaxima: Bool { invitation.isID }
}

extension WireApprovalStatement: Bounded {
    /// Whether ids, digest and nonce have their sizes.
    public var isWithinMaxima: Bool {
        target.isID && digest.count == 32 && nonce.count == 16 && store.isID
    }
}

extension WireApproveRequest: Bounded {
    /// Whether statement and signature have their sizes.
    public var isWithinMaxima: Bool { statement.count <= 1_024 && signature.count == 64 }
}

extension WireListDevicesAnswer: Bounded {
    /// Whether the list and its items keep their maxima.
    public var isWithinMaxima: Bool {
        devices.isWithin(MessageLimits.peoplePerListMax) { device in
            device.device.isID && device.member.isID && device.label.isLabel
                && device.memberName.isName
        }
    }
}

extension WireListInvitationsAnswer: Bounded {
    /// Whether the list and its items keep their maxima.
    public var isWithinMaxima: Bool {
        store.isID
            && invitations.isWithin(MessageLimits.requestsPerListMax) { invitation in
                invitation.invitation.isID && invitation.memberName.isName
                    && invitation.roles.isWithin(MessageLimits.rolesPerInvitationMax) {
                        $0.isWithinMaxima
                    }
                    && invitation.issuedBy.isName
                    && (invitation.digest.isEmpty || invitation.digest.count == 32)
                    && invitation.member.isIDOrEmpty && invitation.issuer.isIDOrEmpty
            }
    }
}

extension WireUnsealRequest: Bounded {
    /// Whether the passphrase keeps its maximum.
    public var isWithinMaxima: Bool { passphrase.count <= BasicsLimits.passphraseByteCountMax }
}

extension WireOpenFileRequest: Bounded {
    /// Whether there is an opening and it keeps its maxima.
    public var isWithinMaxima: Bool { hasOpening && opening.isWithinMaxima }
    /// The opening.
    public static var parts: [UInt64: any Bounded.Type] { [1: WireActDraft.self] }
}

extension WireOpenFileAnswer: Bounded {
    /// Whether ids and number keep their sizes.
    public var isWithinMaxima: Bool { file.isID && act.isID && number.isWithin(16) }
}

extension WireAppendActRequest: Bounded {
    /// Whether there is a draft and it keeps its maxima.
    public var isWithinMaxima: Bool {
        file.isID && hasDraft && draft.isWithinMaxima
            && further.isWithin(MessageLimits.furtherActsMax) { $0.isWithinMaxima }
    }
    /// The drafts.
    public static var parts: [UInt64: any Bounded.Type] {
        [3: WireActDraft.self, 4: WireActDraft.self]
    }
}

extension WireAppendActAnswer: Bounded {
    /// Whether the ids have their size.
    public var isWithinMaxima: Bool {
        act.isID && further.isWithin(MessageLimits.furtherActsMax) { $0.isID }
    }
}

extension WireReadFileRequest: Bounded {
    /// Whether a file is named and motive and number keep their maxima.
    public var isWithinMaxima: Bool {
        switch fileBy {
        case nil: false
        case .file(let file): file.isID && motive.isWithin(2_000)
        case .number(let number): number.isWithin(32) && motive.isWithin(2_000)
        }
    }
}

extension WireErased: Bounded {
    /// Nothing in it can be too large.
    public var isWithinMaxima: Bool { true }
}

extension WireReadFileAnswer: Bounded {
    /// Whether heads, tasks and names keep their maxima.
    public var isWithinMaxima: Bool {
        file.isID && number.isWithin(16) && heads.isWithin(5) { $0.isWithinMaxima }
            && tasks.isWithin(MessageLimits.tasksMax) { $0.isWithinMaxima }
            && names.isWithin(MessageLimits.namesMax) { $0.isWithinMaxima }
            && (!hasDowngrade || downgrade.isWithinMaxima)
            && (!hasProposedStage || proposedStage.isWithinMaxima)
            && ties.isWithin(MessageLimits.tiesMax) { $0.isWithinMaxima }
            && erased.isWithin(MessageLimits.erasuresPerFileMax) { $0.isWithinMaxima }
    }
}

extension WireFileTie: Bounded {
    /// Whether id and number keep their maxima.
    public var isWithinMaxima: Bool { file.isID && number.isWithin(16) }
}

extension WireTask: Bounded {
    /// Whether codes and ids keep their maxima.
    public var isWithinMaxima: Bool {
        code.isCode && clock.isCode && matter.isIDOrEmpty && owner.isIDOrEmpty
    }
}

extension WirePendingChange: Bounded {
    /// Whether ids, levels and name keep their maxima.
    public var isWithinMaxima: Bool {
        act.isID && standing.isCode && proposed.isCode && author.isID && authorName.isName
            && store.isID
    }
}

extension WireReadActRequest: Bounded {
    /// Whether the id has its size and the motive keeps its maximum.
    public var isWithinMaxima: Bool { file.isID && motive.isWithin(2_000) }
}

extension WireReadActAnswer: Bounded {
    /// Whether there is an act and it keeps its maxima.
    public var isWithinMaxima: Bool { hasAct && act.isWithinMaxima }
}

extension WireHistoryRequest: Bounded {
    /// Whether the ids have their size and the motive keeps its maximum.
    public var isWithinMaxima: Bool {
        file.isID && motive.isWithin(2_000) && order.isIDOrEmpty
    }
}

extension WireFindRequest: Bounded {
    /// Whether the text keeps its maximum.
    public var isWithinMaxima: Bool {
        text.isWithin(MessageLimits.queryByteCountMax) && limit <= MessageLimits.candidatesMax
            && sex.isCode && commune.isWithin(16)
            && relatives.isWithin(MessageLimits.relativesPerQueryMax) { $0.isName }
            && phone.isWithin(MessageLimits.phoneByteCountMax)
            && reference.isWithin(MessageLimits.referenceByteCountMax)
            && (!hasRecord || record.isWithinMaxima)
    }
}

extension WireCivilRecord: Bounded {
    /// Whether office and number keep their maxima.
    public var isWithinMaxima: Bool {
        office.isWithin(MessageLimits.officeByteCountMax)
            && number.isWithin(MessageLimits.recordNumberByteCountMax)
    }
}

extension WireListDuplicatesRequest: Bounded {
    /// Whether limit and cursor keep their maxima.
    public var isWithinMaxima: Bool {
        limit <= MessageLimits.pairsPerPageMax
            && cursor.count <= MessageLimits.cursorByteCountMax
    }
}

extension WireListDuplicatesAnswer: Bounded {
    /// Whether pairs, names and cursor keep their maxima.
    public var isWithinMaxima: Bool {
        pairs.isWithin(MessageLimits.pairsPerPageMax) { $0.isWithinMaxima }
            && names.isWithin(MessageLimits.namesMax) { $0.isWithinMaxima }
            && cursor.count <= MessageLimits.cursorByteCountMax
    }
}

extension WireDuplicatePair: Bounded {
    /// Whether both files, and who settled the pair, keep their maxima.
    public var isWithinMaxima: Bool {
        first.isWithinMaxima && second.isWithinMaxima && settledBy.isIDOrEmpty
            && settledByName.isName
    }
}

extension WireSettleDuplicateRequest: Bounded {
    /// Whether ids and reason keep their maxima.
    public var isWithinMaxima: Bool {
        file.isID && other.isID
            && reason.isWithin(MessageLimits.orderReasonByteCountMax)
    }
}

extension WireCandidate: Bounded {
    /// Whether names and codes keep their maxima.
    public var isWithinMaxima: Bool {
        file.isID && number.isWithin(16) && nameAr.isWithin(1_024) && nameFr.isWithin(1_024)
            && knownAs.isWithin(1_024) && sex.isCode && commune.isWithin(16) && stage.isCode
            && risk.isCode && proposedRisk.isCode && referent.isIDOrEmpty && task.isCode
            && other.isWithin(16) && title.isWithin(1_024)
    }
}

extension WireFindAnswer: Bounded {
    /// Whether the candidates and names keep their maxima.
    public var isWithinMaxima: Bool {
        candidates.isWithin(MessageLimits.candidatesMax) { $0.isWithinMaxima }
            && names.isWithin(MessageLimits.namesMax) { $0.isWithinMaxima }
            && padding.count <= 16_384
    }
}

extension WireListFilesRequest: Bounded {
    /// Whether codes, ids, limit and cursor keep their maxima.
    public var isWithinMaxima: Bool {
        stage.isCode && limit <= MessageLimits.filesPerPageMax
            && cursor.count <= MessageLimits.cursorByteCountMax && order.isIDOrEmpty
            && risk.isCode && commune.isWithin(16) && referent.isIDOrEmpty
            && organisation.isIDOrEmpty && category.isCode && record.isCode
            && [
                openedFrom, openedUntil, writtenFrom, writtenUntil, dueFrom, dueUntil, quietDays,
            ].allSatisfy { $0 <= MessageLimits.dayMax }
    }
}

extension WireSaveSearchRequest: Bounded {
    /// Whether there is a search, and it and its name keep their maxima.
    public var isWithinMaxima: Bool {
        name.isWithin(MessageLimits.searchNameByteCountMax) && hasSearch && search.isWithinMaxima
    }
}

extension WireForgetSearchRequest: Bounded {
    /// Whether the name keeps its maximum.
    public var isWithinMaxima: Bool { name.isWithin(MessageLimits.searchNameByteCountMax) }
}

extension WireSavedSearch: Bounded {
    /// Whether the search, its name and what is not known of it keep their maxima.
    public var isWithinMaxima: Bool {
        name.isWithin(MessageLimits.searchNameByteCountMax) && search.isWithinMaxima
            && unknown.isWithin(MessageLimits.unknownFieldsMax) { _ in true }
    }
}

extension WireListSavedSearchesAnswer: Bounded {
    /// Whether the list keeps its maximum.
    public var isWithinMaxima: Bool {
        searches.isWithin(BasicsLimits.savedSearchesMax) { $0.isWithinMaxima }
    }
}

extension WireListFilesAnswer: Bounded {
    /// Whether the list, the names and the cursor keep their maxima.
    public var isWithinMaxima: Bool {
        files.isWithin(MessageLimits.filesPerPageMax) { $0.isWithinMaxima }
            && names.isWithin(MessageLimits.namesMax) { $0.isWithinMaxima }
            && cursor.count <= MessageLimits.cursorByteCountMax
    }
}

extension WireDayRequest: Bounded {
    /// Whether the limit keeps its maximum.
    public var isWithinMaxima: Bool { limit <= MessageLimits.filesPerDayPartMax }
}

extension WireDayAnswer: Bounded {
    /// Whether the parts, the team and the names keep their maxima.
    public var isWithinMaxima: Bool {
        parts.isWithin(MessageLimits.dayPartsMax) { part in
            part.files.isWithin(MessageLimits.filesPerDayPartMax) { $0.isWithinMaxima }
        }
            && team.isWithin(MessageLimits.teamMax) { load in
                load.member.isID && load.name.isWithin(256)
                    && load.risks.isWithin(MessageLimits.risksMax) { $0.risk.isCode }
            } && names.isWithin(MessageLimits.namesMax) { $0.isWithinMaxima }
    }
}

extension WireUploadStatusRequest: Bounded {
    /// Whether the ids have their size.
    public var isWithinMaxima: Bool { file.isID && attachment.isID }
}

extension WireUploadStatusAnswer: Bounded {
    /// Whether the offset lies in an attachment.
    public var isWithinMaxima: Bool { offset <= MessageLimits.attachmentByteCountMax }
}

extension WireUploadRequest: Bounded {
    /// Whether the ids have their size and the offset lies in an attachment.
    public var isWithinMaxima: Bool {
        file.isID && attachment.isID && offset <= MessageLimits.attachmentByteCountMax
    }
}

extension WireUploadProgress: Bounded {
    /// Whether the offset lies in an attachment.
    public var isWithinMaxima: Bool { offset <= MessageLimits.attachmentByteCountMax }
}

extension WireDownloadRequest: Bounded {
    /// Whether the ids have their size, the offset lies in an attachment and the motive keeps its
    /// maximum.
    public var isWithinMaxima: Bool {
        file.isID && attachment.isID && offset <= MessageLimits.attachmentByteCountMax
            && motive.isWithin(2_000)
    }
}

extension WireSubscribeRequest: Bounded {
    /// Nothing in it can be too large.
    public var isWithinMaxima: Bool { true }
}

extension WireEvent: Bounded {
    /// Whether the ids have their sizes and the code keeps its maximum.
    public var isWithinMaxima: Bool {
        file.isIDOrEmpty && task.isCode && access.isIDOrEmpty
    }
}

extension WireFiguresRequest: Bounded {
    /// Whether codes, dimensions and organisation keep their maxima.
    public var isWithinMaxima: Bool {
        indicator.isCode
            && by.isWithin(MessageLimits.figureDimensionsMax) {
                $0.isCode
            } && organisation.isIDOrEmpty && measure.isCode
    }
}

extension WireFiguresAnswer: Bounded {
    /// Whether the figure keeps its maxima.
    public var isWithinMaxima: Bool {
        figure.indicator.isCode
            && figure.rows.isWithin(MessageLimits.figureRowsMax) { row in
                row.keys.isWithin(MessageLimits.figureDimensionsMax) { key in
                    key.dimension.isCode && key.code.isCode
                }
            } && names.isWithin(MessageLimits.namesMax) { $0.isWithinMaxima }
    }
}

extension WirePublishedDimension: Bounded {
    /// Whether the code and the values keep their maxima.
    public var isWithinMaxima: Bool {
        code.isCode && values.isWithin(MessageLimits.publishedValuesMax) { $0.isCode }
    }
}

extension WirePublishedTable: Bounded {
    /// Whether codes, dimensions and cells keep their maxima.
    public var isWithinMaxima: Bool {
        code.isCode && indicator.isCode && measure.isCode
            && dimensions.isWithin(MessageLimits.publishedDimensionsMax) { $0.isWithinMaxima }
            && cells.count <= MessageLimits.publishedCellsMax
            && (counted.isEmpty || counted.count == 32)
    }
}

extension WirePublication: Bounded {
    /// Whether id, codes, hashes, tables and names keep their maxima.
    public var isWithinMaxima: Bool {
        publication.isIDOrEmpty && province.isWithin(MessageLimits.provinceCodeByteCountMax)
            && (definitionHash.isEmpty || definitionHash.count == 32)
            && tables.isWithin(MessageLimits.publishedTablesMax) { $0.isWithinMaxima }
            && proposer.isIDOrEmpty && proposedBy.isName && approvedBy.isName
            && (digest.isEmpty || digest.count == 32) && (hash.isEmpty || hash.count == 32)
    }
}

extension WirePreparePublicationRequest: Bounded {
    /// Nothing in it can be too large.
    public var isWithinMaxima: Bool { true }
}

extension WirePreparePublicationAnswer: Bounded {
    /// Whether what would be published keeps its maxima.
    public var isWithinMaxima: Bool { publication.isWithinMaxima }
}

extension WireChangePublicationRequest: Bounded {
    /// Whether id and hash have their sizes.
    public var isWithinMaxima: Bool {
        publication.isID && (hash.isEmpty || hash.count == 32)
    }
}

extension WireChangePublicationAnswer: Bounded {
    /// Nothing in it can be too large.
    public var isWithinMaxima: Bool { true }
}

extension WireListPublicationsRequest: Bounded {
    /// Whether the id has its size.
    public var isWithinMaxima: Bool { before.isIDOrEmpty }
}

extension WireListPublicationsAnswer: Bounded {
    /// Whether the list and what it names keep their maxima.
    public var isWithinMaxima: Bool {
        store.isIDOrEmpty
            && publications.isWithin(MessageLimits.publicationsPerListMax) { $0.isWithinMaxima }
    }
}

extension WireReadPublicationRequest: Bounded {
    /// Whether the id has its size.
    public var isWithinMaxima: Bool { publication.isID }
}

extension WireReadPublicationAnswer: Bounded {
    /// Whether what is published keeps its maxima.
    public var isWithinMaxima: Bool { store.isIDOrEmpty && publication.isWithinMaxima }
}

extension WireReturnRequest: Bounded {
    /// Whether the id has its size.
    public var isWithinMaxima: Bool { publication.isID }
}

extension WireReturnAnswer: Bounded {
    /// Whether name, key and signature keep their sizes.
    public var isWithinMaxima: Bool {
        log.isWithin(MessageLimits.logNameByteCountMax) && logKey.count == 32
            && signature.count == 64
    }
}

extension WireDefinitionItem: Bounded {
    /// Whether an item is set; its own maxima are checked where it becomes a definition.
    public var isWithinMaxima: Bool { item != nil }
}
