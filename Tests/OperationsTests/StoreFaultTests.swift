import Catalog
import Operations
import Testing

@Suite struct StoreFaultTests {
    @Test func everyFaultHasItsWordsAndEveryWordItsFault() {
        #expect(
            Set(StoreFault.allCases.map(\.rawValue))
                == Set(StoreFaultText.allCases.map(\.rawValue)))
    }

    @Test func everyFindingHasItsWordsAndEveryWordItsFinding() {
        #expect(
            Set(InspectionFinding.Kind.allCases.map(\.rawValue))
                == Set(FindingText.allCases.map(\.rawValue)))
    }

    @Test func everyFindingOfTheDoctorHasItsWordsAndItsAdviceWhereItIsNotOk() {
        #expect(
            Set(DoctorFinding.Kind.allCases.map(\.rawValue))
                == Set(DoctorText.allCases.map(\.rawValue)))
        #expect(
            DoctorFinding.Level.allCases.map(\.rawValue)
                == DoctorLevelText.allCases.map(\.rawValue))
        for kind in DoctorFinding.Kind.allCases {
            let text = DoctorText(rawValue: kind.rawValue)
            for language in Language.allCases {
                let advice = text?.advice(language)
                #expect((advice == nil) == (kind.level == .ok), "\(kind) \(language)")
            }
        }
    }

    @Test func noFaultIsWithoutWordsInAnyLanguage() {
        for fault in StoreFaultText.allCases {
            let texts = Language.allCases.map { fault.text($0) }
            #expect(Set(texts).count == 3, "\(fault)")
            #expect(!texts.contains(""), "\(fault)")
            #expect(fault.status != .done, "\(fault)")
        }
    }
}
