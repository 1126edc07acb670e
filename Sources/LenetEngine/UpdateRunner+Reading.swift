/// Single numbers of a runner, for explanations: what a rule remembers of a weight, and what a step left in its places.
extension UpdateRunner {
    /// The program that updates a weight: 0 the rule's own, 1 its `otherwise`.
    package func part(of weight: Int) -> Int { segment(of: weight)?.part ?? 0 }

    /// A state, or a vector that a program keeps whole, by its place in the weight's program.
    package func number(at place: Int, of weight: Int) -> Number {
        guard let segment = segment(of: weight), place >= UpdateProgram.firstStateVector else { return .nan }
        return parts[segment.part].numbers[(place - UpdateProgram.firstStateVector) * total + weight]
    }

    /// A scalar of the weight's array: after a step, what the step made of it.
    package func scalar(at place: Int, of weight: Int) -> Double { segment(of: weight).map { $0.bank[place] } ?? .nan }

    private func segment(of weight: Int) -> Segment? {
        segments.first { weight >= $0.offset && weight < $0.offset + $0.count }
    }
}

extension UpdateRunner {
    /// As it stands before its first step; what has been made already stays.
    package func begin(with weights: [Number]) {
        guard !hasStates else { return }
        var weights = weights
        weights.withUnsafeMutableBufferPointer { weights in
            if let first = weights.baseAddress { makeStates(first) }
        }
    }
}

extension UpdateRunner where Number == Float {
    /// As it stands before its next step: with what a rule of the same identity remembered, or with fresh states.
    package func begin(from state: OptimizerState?, identity: String, weights: [Float]) {
        if let state, state.identity == identity { restore(state) }
        begin(with: weights)
    }
}
