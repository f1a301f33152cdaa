internal import Framing

/// What the wire knows of a method; SPEC's table of methods is compared with it by a test.
public struct MethodTraits: Sendable {
    /// The method.
    public let method: WireMethod
    /// Whether it writes, and so needs an operation key.
    public let isMutating: Bool
    /// Whether its answer is a stream.
    public let isStream: Bool
    /// Whether request and answer are both streams (SPEC W-39); it is then a stream method too.
    public let isBothWays: Bool
    /// Whether a sealed daemon serves it.
    public let isServedWhileSealed: Bool
    /// Whether it is spoken on a connection that was made with an invitation.
    public let isEnrolment: Bool
    /// The largest request, in bytes.
    public let requestByteCountMax: Int
    /// How long a call may take where the caller says nothing, in milliseconds.
    public let deadlineMilliseconds: UInt32
    /// The plaintext that a frame of its answer is padded to, in bytes, where the answer must not
    /// tell a match from a miss (SPEC W-26); nil for other methods.
    public let bucketByteCount: Int?
    /// The class of time of such an answer, in milliseconds; 0 for other methods.
    public let latencyMilliseconds: UInt32

    init(
        _ method: WireMethod, mutating: Bool = false, stream: Bool = false, bothWays: Bool = false,
        sealed: Bool = false,
        enrolment: Bool = false, requestByteCountMax: Int = MessageLimits.requestByteCountMax,
        deadlineMilliseconds: UInt32 = FramingLimits.deadlineMillisecondsDefault,
        bucketByteCount: Int? = nil,
        latencyMilliseconds: UInt32 = 0
    ) {
        self.method = method
        isMutating = mutating
        isStream = stream || bothWays
        isBothWays = bothWays
        isServedWhileSealed = sealed
        isEnrolment = enrolment
        self.requestByteCountMax = requestByteCountMax
        self.deadlineMilliseconds = deadlineMilliseconds
        self.bucketByteCount = bucketByteCount
        self.latencyMilliseconds = latencyMilliseconds
    }

    /// How many bytes each answer of such a method has, whatever it tells: what fills one frame of
    /// its bucket, so that it is cut alike at every size of frame; nil for other methods.
    public var evenByteCount: Int? {
        bucketByteCount.map { $0 - FramingLimits.innerHeaderByteCount - 4 }
    }
}

/// Every method of `madar/1`.
public enum MethodTable {
    /// In the order of their numbers.
    public static let all: [MethodTraits] = [
        MethodTraits(.ping, sealed: true, requestByteCountMax: wholeFrame),
        MethodTraits(.whoAmI, sealed: true),
        MethodTraits(.status, sealed: true),
        MethodTraits(.definition, stream: true),
        MethodTraits(.checkpoint),
        MethodTraits(.ackOperations),
        MethodTraits(.proveLeaf),
        MethodTraits(.listWitnesses),
        MethodTraits(.changeWitness, mutating: true),
        MethodTraits(.addCosignature, mutating: true),
        MethodTraits(.enrol, sealed: true, enrolment: true),
        MethodTraits(.enrolConfirm, sealed: true, enrolment: true),
        MethodTraits(.invite, mutating: true),
        MethodTraits(.approve, mutating: true),
        MethodTraits(.listDevices),
        MethodTraits(.listInvitations),
        MethodTraits(.changeDevice, mutating: true),
        MethodTraits(.renewKey),
        MethodTraits(.confirmKey),
        MethodTraits(.listMembers),
        MethodTraits(.changeMember, mutating: true),
        MethodTraits(.setAbsence, mutating: true),
        MethodTraits(.acceptSecrecy, mutating: true),
        MethodTraits(.breakGlass, mutating: true),
        MethodTraits(.listBreakGlass),
        MethodTraits(.reviewBreakGlass, mutating: true),
        MethodTraits(.seal, sealed: true),
        MethodTraits(
            .unseal, sealed: true,
            deadlineMilliseconds: MessageLimits.unsealDeadlineMilliseconds),
        MethodTraits(.changeTransport, mutating: true),
        MethodTraits(.handOver, mutating: true),
        MethodTraits(.answerHandOver, mutating: true),
        MethodTraits(.listHandOvers),
        MethodTraits(.listOrganisations),
        MethodTraits(.listProvinces),
        MethodTraits(.changeProvince, mutating: true),
        MethodTraits(.sendTransfer, stream: true),
        MethodTraits(
            .receiveTransfer, mutating: true, requestByteCountMax: wholeMessage),
        MethodTraits(.settleTransfer, mutating: true, requestByteCountMax: wholeMessage),
        MethodTraits(.order, mutating: true),
        MethodTraits(.listOrders),
        MethodTraits(.settleOrder, mutating: true),
        MethodTraits(.changeSettings, mutating: true),
        MethodTraits(.reportIncident, mutating: true),
        MethodTraits(.listIncidents),
        MethodTraits(.openFile, mutating: true, requestByteCountMax: wholeMessage),
        MethodTraits(.appendAct, mutating: true, requestByteCountMax: wholeMessage),
        MethodTraits(.readFile),
        MethodTraits(.readAct),
        MethodTraits(.history, stream: true),
        MethodTraits(
            .find, bucketByteCount: MessageLimits.findBucketByteCount,
            latencyMilliseconds: MessageLimits.findLatencyMilliseconds),
        MethodTraits(.listFiles),
        MethodTraits(.uploadStatus),
        MethodTraits(.upload, bothWays: true),
        MethodTraits(.download, bothWays: true),
        MethodTraits(.subscribe, bothWays: true),
        MethodTraits(.day),
        MethodTraits(.accessReport),
        MethodTraits(.saveSearch, mutating: true),
        MethodTraits(.listSavedSearches),
        MethodTraits(.forgetSearch, mutating: true),
        MethodTraits(.backup, mutating: true),
        MethodTraits(.listBackups),
        MethodTraits(.planBackups, mutating: true),
        MethodTraits(.listCommittee, sealed: true),
        MethodTraits(.changeCommittee, mutating: true),
        MethodTraits(.proveCustody),
        MethodTraits(.contribute, sealed: true),
        MethodTraits(
            .takePassphrase, deadlineMilliseconds: MessageLimits.unsealDeadlineMilliseconds),
        MethodTraits(.listKeys),
        MethodTraits(.changeRotation, mutating: true),
        MethodTraits(.signRestoration, mutating: true),
        MethodTraits(
            .changeSlot, deadlineMilliseconds: MessageLimits.unsealDeadlineMilliseconds),
        MethodTraits(.listDuplicates),
        MethodTraits(.settleDuplicate, mutating: true),
        MethodTraits(.changeRenewal, mutating: true),
        MethodTraits(.figures),
        MethodTraits(.preparePublication),
        MethodTraits(.changePublication, mutating: true),
        MethodTraits(.listPublications),
        MethodTraits(.readPublication),
        MethodTraits(.return),
    ]

    /// What is known of a method's number; nil for an unknown one.
    public static func traits(_ number: UInt16) -> MethodTraits? { byNumber[number] }

    private static let byNumber = Dictionary(
        uniqueKeysWithValues: all.map { (UInt16($0.method.rawValue), $0) })

    /// What a frame holds: a ping is not cut.
    private static let wholeFrame = FramingLimits.framePlaintextByteCountMax
    /// What one decode is given: larger than a frame, it goes on in DATA (SPEC W-34).
    private static let wholeMessage = FramingLimits.messageByteCountMax
}
