import Applications
import Testing

@testable import HTTPService

@Suite("Words of an application's state")
struct ApplicationWordsTests {
    /// Rule: who is not the pupil is not spoken to as the pupil.
    @Test(arguments: DeclineReason.allCases)
    func `a refusal is told of the pupil to school and family, and to the pupil as to him or her`(
        _ reason: DeclineReason
    ) {
        for text in [ApplicationWords.toSchool(.declined(reason)), ApplicationWords.toFamily(.declined(reason))] {
            #expect(text.hasPrefix("L’employeur a décliné. ") && !text.contains("vous"), "\(text)")
        }
        #expect(!ApplicationWords.toPupil(reason).contains("l’élève"))
    }

    /// Rule: why a school ended something is the school's own.
    @Test(arguments: CancelReason.allCases)
    func `a school's reason is told to no family`(_ reason: CancelReason) {
        let text = ApplicationWords.toFamily(.cancelledBySchool(reason))
        #expect(text == ApplicationWords.toFamily(.cancelledBySchool(.other)))
        #expect(!text.lowercased().contains(ApplicationWords.label(reason).lowercased()))
    }
}
