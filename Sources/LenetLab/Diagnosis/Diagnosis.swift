import LenetEngine

/// What a training shows, the most important first; what was looked at besides, and what that was read from.
package struct Diagnosis: Sendable {
    /// What one question is about, in the order of importance.
    package enum Question: String, Sendable, Hashable, CaseIterable {
        case divergence, risingLoss, rate, chance, units, updates, fewUpdates, neverSaid, pace, overfitting, dip, loss, gradients, memory
        case classes, interval, validation, confusion
    }

    package enum Answer: Sendable, Hashable {
        case found(Finding)
        case fine
        /// A more important answer has said it already.
        case explained
        /// What it takes is not there: the weights, the number of images.
        case unknown
    }

    package var findings: [Finding]
    /// Looked at and found fine.
    package var fine: [Question] = []
    /// Could not be looked at.
    package var unknown: [Question] = []
    package var evidence: Evidence?
    /// Of a comparison: its runs' findings, each with what it was read from.
    package var ofRuns: [(finding: Finding, evidence: Evidence)] = []

    /// All findings in words, the most important first.
    package var texts: [(finding: Finding, text: FindingText)] {
        findings.map { ($0, $0.text(evidence)) } + ofRuns.map { ($0.finding, $0.finding.text($0.evidence)) }
    }

    package init(findings: [Finding], fine: [Question] = [], unknown: [Question] = [], evidence: Evidence? = nil) {
        self.findings = findings
        self.fine = fine
        self.unknown = unknown
        self.evidence = evidence
    }

    /// Of a training.
    package init(_ evidence: Evidence) {
        self.init(findings: [], evidence: evidence)
        for question in Question.allCases {
            switch evidence.answer(question) {
            case .found(let finding): findings.append(finding)
            case .fine: fine.append(question)
            case .explained: break
            case .unknown: unknown.append(question)
            }
        }
        // Where the loss itself makes the gradients short and the rate is a usual one, the loss is the cause and comes first.
        if let slow = findings.firstIndex(where: { if case .slow(let it) = $0 { it.usual.isEmpty } else { false } }),
            let short = findings.firstIndex(where: { if case .shortGradients = $0 { true } else { false } }), slow < short
        {
            findings.insert(findings.remove(at: short), at: slow)
        }
        if evidence.isGood, let judged = evidence.judged {
            findings.removeAll { if case .confused = $0 { true } else { false } }
            findings.insert(.good(judged, evidence.confused), at: 0)
        }
    }
}

extension Evidence {
    /// Each question is asked of the measures alone; what a more important answer explains is not said a second time.
    func answer(_ question: Diagnosis.Question) -> Diagnosis.Answer {
        if question == .divergence {
            return run.divergence.map { .found(.diverged($0, steps: run.result.steps, rate: rate)) } ?? .fine
        }
        // The weights are those from before it went wrong: nothing else of the run is what was asked for.
        if run.divergence != nil, ![.classes, .units].contains(question) { return .unknown }
        return switch question {
        case .divergence: .fine
        case .risingLoss: risingLoss
        case .rate: slowness.map { .found(.slow($0)) } ?? (epochs == 0 ? .unknown : .fine)
        case .chance: atChance
        case .units: units
        case .updates: longUpdates
        case .fewUpdates: fewUpdates
        case .neverSaid: neverSaid
        case .overfitting: overfitting
        case .dip: dip
        case .loss: shortGradients
        case .gradients: vanishing
        case .memory: shrunken
        case .pace: pace
        case .classes: unbalanced
        case .interval: fewImages
        case .validation: images.map { $0.hasValidation ? .fine : .found(.judgedByTest(images: $0.judged)) } ?? .unknown
        case .confusion: confusion
        }
    }

    private var confusion: Diagnosis.Answer {
        guard let evaluation else { return .unknown }
        if isAtChance { return .explained }
        guard let confused else { return .fine }
        return .found(.confused(confused, mistakes: evaluation.count - evaluation.correct, images: evaluation.count))
    }
}
