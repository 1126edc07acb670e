/// What a rule remembers, made, taken out and put back.
extension UpdateRunner {
    func makeStates(_ weights: UnsafeMutablePointer<Number>) {
        hasStates = true
        for part in parts {
            for (index, state) in part.program.states.enumerated() {
                let numbers = part.numbers + index * total
                switch state.start {
                case .weights: numbers.update(from: weights, count: total)
                case .constant(let value): numbers.update(repeating: Number(value), count: total)
                }
            }
        }
    }

    /// What evaluation and saving use: the weights, or what the rule names in their place.
    package func evaluated(_ weights: [Number]) -> [Number] {
        var result = weights
        for segment in segments {
            let part = parts[segment.part]
            guard let vector = part.program.evaluationVector, vector >= UpdateProgram.firstStateVector, hasStates else { continue }
            let numbers = part.numbers + (vector - UpdateProgram.firstStateVector) * total
            for index in segment.offset..<segment.offset + segment.count { result[index] = numbers[index] }
        }
        return result
    }
}

extension UpdateRunner {
    /// Goes on with what the runner of a rule of the same identity, over the same arrays, remembers now. Gradients that wait for an
    /// update are taken over where this rule accumulates too.
    package func goOn(from other: UpdateRunner) {
        guard other.hasStates, total == other.total, parts.count == other.parts.count,
            zip(parts, other.parts).allSatisfy({ $0.program.states.count == $1.program.states.count })
        else { return }
        for (part, old) in zip(parts, other.parts) {
            part.numbers.update(from: old.numbers, count: part.program.states.count * total)
        }
        for (segment, old) in zip(segments, other.segments) {
            let places = zip(parts[segment.part].compiled.arrayScalars, other.parts[old.part].compiled.arrayScalars)
            for (place, before) in places { segment.bank[place] = old.bank[before] }
        }
        if let accumulated, let waiting = other.accumulated, other.accumulatedBatches > 0 {
            accumulated.update(from: waiting, count: total)
            accumulatedBatches = other.accumulatedBatches
        }
        t = other.t
        hasStates = true
    }
}

extension UpdateRunner where Number == Float {
    /// Goes on with what another runner of a rule of the same identity remembered. Gradients that waited for an update are taken
    /// over where this rule accumulates too.
    func restore(_ state: OptimizerState) {
        guard state.states.count >= parts.reduce(0, { $0 + $1.program.states.count }) else { return }
        var next = 0
        for part in parts {
            for index in part.program.states.indices {
                let numbers = state.states[next]
                next += 1
                if numbers.count == total { (part.numbers + index * total).update(from: numbers, count: total) }
            }
        }
        for (segment, scalars) in zip(segments, state.arrayScalars) {
            for (place, value) in zip(parts[segment.part].compiled.arrayScalars, scalars) { segment.bank[place] = value }
        }
        if let accumulated, state.accumulatedBatches > 0, next < state.states.count, state.states[next].count == total {
            accumulated.update(from: state.states[next], count: total)
            accumulatedBatches = state.accumulatedBatches
        }
        t = state.t
        hasStates = true
    }

    /// What is remembered, as a value: the states of the rule's own program, then those of `otherwise`, then gradients that wait
    /// for an update. `weights`: from which states are made that no step has made yet.
    package func snapshot(identity: String, weights: UnsafeMutablePointer<Float>) -> OptimizerState {
        if !hasStates { makeStates(weights) }
        var names: [String] = []
        var states: [[Float]] = []
        var evaluated: Int?
        for (number, part) in parts.enumerated() {
            if let vector = part.program.evaluationVector, vector >= UpdateProgram.firstStateVector, evaluated == nil {
                evaluated = states.count + vector - UpdateProgram.firstStateVector
            }
            names += part.program.states.map { number == 0 ? $0.name : "\(part.program.name).\($0.name)" }
            states += part.program.states.indices.map { Array(UnsafeBufferPointer(start: part.numbers + $0 * total, count: total)) }
        }
        if let evaluated, parts.count > 1 {
            // Arrays of the other program lie in the same list, where this one's states are not used.
            let whole = self.evaluated(Array(UnsafeBufferPointer(start: weights, count: total)))
            states[evaluated] = whole
        }
        if let accumulated, accumulatedBatches > 0 {
            names.append("accumulated gradients")
            states.append(Array(UnsafeBufferPointer(start: accumulated, count: total)))
        }
        return OptimizerState(
            identity: identity, stateNames: names, states: states,
            arrayScalars: segments.map { segment in parts[segment.part].compiled.arrayScalars.map { segment.bank[$0] } },
            t: t, evaluationState: evaluated, accumulatedBatches: accumulatedBatches)
    }
}
