public import Basics
public import Circuit
import Mapping
public import Messages
import Secrets

/// The register of incidents of security.
public struct IncidentRegister: Sendable {
    /// The incidents, the newest first.
    public var incidents: [WireIncident] = []
    /// Of how many the national authority was not told.
    public var dueCount = 0
}

extension WireIncident {
    /// What the last version says; nil where a value is none.
    public var said: [FieldValue]? { [FieldValue](wire: values) }
}

// The register of incidents, and who answers for the data (SPEC W-157, W-158).
extension DaemonClient {
    /// How many bytes are lacking for what is to be said of an incident; 0 where it fits.
    public static func excessByteCount(ofIncident values: [FieldValue]) -> Int {
        var request = WireReportIncidentRequest()
        request.values = values.map(WireFieldValue.init)
        return max(0, request.valuesByteCount - MessageLimits.incidentByteCountMax)
    }

    /// Reports an incident, or what was learnt of one since.
    ///
    /// - Parameters:
    ///   - versions: how many were seen; 0 for a new incident.
    ///   - values: what is said now, whole.
    public func report(
        _ incident: IncidentID, after versions: UInt32 = 0, _ values: [FieldValue]
    ) async throws(ClientError) -> WireReportIncidentAnswer {
        var request = WireReportIncidentRequest()
        request.incident = incident.blob
        request.versions = versions
        request.values = values.map(WireFieldValue.init)
        return try await write(.reportIncident, MessageCodec.encode(request)) {
            try MessageCodec.decode(WireReportIncidentAnswer.self, from: $0)
        }
    }

    /// A new id of an incident.
    public static func newIncident() -> IncidentID {
        IncidentID(high: Random.number(), low: Random.number())
    }

    /// The whole register, page by page.
    public func incidents() async throws(ClientError) -> IncidentRegister {
        var register = IncidentRegister()
        var request = WireListIncidentsRequest()
        while true {
            let page = try await ask(.listIncidents, MessageCodec.encode(request)) {
                try MessageCodec.decode(WireListIncidentsAnswer.self, from: $0)
            }
            register.incidents += page.incidents
            register.dueCount = Int(page.due)
            guard page.more else { return register }
            // A daemon that does not go on would be asked for ever.
            guard let last = page.incidents.last, register.incidents.count <= page.total else {
                throw ClientError(.badAnswer)
            }
            request.after = last.incident
        }
    }

    /// Sets who answers for the data of the province, as its pages tell it.
    public func set(_ controller: WireController) async throws(ClientError) {
        var request = WireChangeSettingsRequest()
        request.controller = controller
        _ = try await write(.changeSettings, MessageCodec.encode(request)) {
            try MessageCodec.decode(WireNothing.self, from: $0)
        }
    }
}
