import CKernels

/// Runs an update program over arrays of weights, and holds what the rule remembers.
///
///     let runner = UpdateRunner<Double>(program: adam, hyperparameters: [0.9, 0.999, 1e-8], arrays: [[3, 4]])
///     runner.step(weights: &weights, gradients: gradients, rate: 0.001)
///
/// Weights of all arrays lie one after another. Where the rule treats arrays alike they are one long array to it. Vectors that
/// are neither weights, gradients nor states do not outlive their pass.
package final class UpdateRunner<Number: UpdateNumber> {
    package let program: UpdateProgram
    /// Updates made.
    package private(set) var t = 0

    let compiled: CompiledUpdate
    private let kernels: UnsafePointer<lenet_kernels>
    private let segments: [Segment]
    private let total: Int
    private let workers: Int
    /// [states][weights], then [workers][temporaries][1024].
    private let numbers: UnsafeMutablePointer<Number>
    /// [segments][scalars]: the places of the rule's `scalar` names live on from step to step.
    private let banks: UnsafeMutablePointer<Double>
    /// [workers][vectors]
    private let registers: UnsafeMutablePointer<UnsafeMutablePointer<Number>?>
    /// [blocks][reductions]
    private let partials: UnsafeMutablePointer<Double>
    private var hasStates = false

    /// What the blocks of the running pass need; set between passes by the one thread that leads.
    private var pass = 0
    private var segment = 0
    private var weights: UnsafeMutablePointer<Number>
    private var gradients: UnsafeMutablePointer<Number>

    /// A stretch of weights with scalars of its own.
    private struct Segment {
        var offset: Int
        var rows: Int
        var columns: Int
        var count: Int { rows * columns }
    }

    /// `arrays`: the dimensions of each weight array. `workers`: how many threads may call `runBlocks` at a time.
    package init(
        program: UpdateProgram, hyperparameters: [Double], arrays: [[Int]], workers: Int = 1, kernels: Kernels = .chosen
    ) {
        precondition(hyperparameters.count == program.hyperparameters.count, "a value for every hyper-parameter")
        self.program = program
        compiled = CompiledUpdate(program)
        self.kernels = kernels.table
        self.workers = workers
        var segments: [Segment] = []
        var offset = 0
        for dimensions in arrays {
            let count = dimensions.reduce(1, *)
            let rows = dimensions.first ?? 1
            segments.append(Segment(offset: offset, rows: rows, columns: rows == 0 ? 0 : count / rows))
            offset += count
        }
        total = offset
        if program.treatsArraysAlike { segments = [Segment(offset: 0, rows: total, columns: 1)] }
        self.segments = segments

        let block = UpdateProgram.blockSize
        let numbersCount = max(1, program.states.count * total + workers * compiled.temporaries * block)
        numbers = .allocate(capacity: numbersCount)
        numbers.initialize(repeating: 0, count: numbersCount)
        let vectors = max(program.vectorCount, UpdateProgram.firstStateVector + program.states.count)
        registers = .allocate(capacity: workers * vectors)
        registers.initialize(repeating: nil, count: workers * vectors)
        let mostBlocks = ((segments.map(\.count).max() ?? 0) + block - 1) / block
        partials = .allocate(capacity: max(1, mostBlocks * compiled.mostReductions))
        banks = .allocate(capacity: max(1, segments.count * program.scalarCount))
        banks.initialize(repeating: 0, count: max(1, segments.count * program.scalarCount))
        weights = numbers
        gradients = numbers
        for segment in segments.indices {
            let bank = banks + segment * program.scalarCount
            for constant in program.constants { bank[constant.place] = constant.value }
            for (place, scalar) in zip(compiled.arrayScalars, program.arrayScalars) { bank[place] = scalar.start }
        }
        set(hyperparameters: hyperparameters)
        let temporaries = numbers + program.states.count * total
        for worker in 0..<workers {
            for temporary in 0..<compiled.temporaries {
                registers[worker * vectors + UpdateProgram.firstStateVector + program.states.count + temporary] =
                    temporaries + (worker * compiled.temporaries + temporary) * block
            }
        }
    }

    deinit {
        numbers.deallocate()
        banks.deallocate()
        registers.deallocate()
        partials.deallocate()
    }

    /// Other settings for the steps to come; what the rule remembers stays.
    package func set(hyperparameters: [Double]) {
        for segment in segments.indices {
            let bank = banks + segment * program.scalarCount + UpdateProgram.firstHyperparameterScalar
            for (index, value) in hyperparameters.enumerated() { bank[index] = value }
        }
    }

    /// One update. `rate`: after the schedule.
    package func step(weights: inout [Number], gradients: [Number], rate: Double) {
        precondition(weights.count == total && gradients.count == total, "as many weights and gradients as the arrays have")
        weights.withUnsafeMutableBufferPointer { weights in
            gradients.withUnsafeBufferPointer { gradients in
                guard let weights = weights.baseAddress, let gradients = gradients.baseAddress else { return }
                step(weights: weights, gradients: UnsafeMutablePointer(mutating: gradients), rate: rate) { runner, blocks in
                    for block in 0..<blocks { runner.runBlock(block, worker: 0) }
                }
            }
        }
    }

    /// One update; `forEachBlock` calls `runBlock` for every block, from any of the workers, and returns when all are done.
    func step(
        weights: UnsafeMutablePointer<Number>, gradients: UnsafeMutablePointer<Number>, rate: Double,
        forEachBlock: (UpdateRunner, Int) -> Void
    ) {
        if !hasStates { makeStates(weights) }
        t += 1
        self.weights = weights
        self.gradients = gradients
        for segment in segments.indices {
            let shape = segments[segment]
            self.segment = segment
            let bank = banks + segment * program.scalarCount
            bank[UpdateProgram.stepScalar] = Double(t)
            bank[UpdateProgram.rateScalar] = rate
            let blocks = (shape.count + UpdateProgram.blockSize - 1) / UpdateProgram.blockSize
            for pass in compiled.passes.indices {
                self.pass = pass
                for instruction in compiled.passes[pass].scalars {
                    instruction.run(on: bank, rows: shape.rows, columns: shape.columns)
                }
                if !(compiled.passes[pass].code.isEmpty && compiled.passes[pass].reductions.isEmpty) {
                    forEachBlock(self, blocks)
                }
                finishReductions(bank, blocks: blocks, count: shape.count)
            }
        }
    }

    /// The running pass for one block of 1,024 weights.
    func runBlock(_ block: Int, worker: Int) {
        let shape = segments[segment]
        let start = block * UpdateProgram.blockSize
        let n = min(UpdateProgram.blockSize, shape.count - start)
        let first = shape.offset + start
        let states = program.states.count
        let registers = self.registers + worker * max(program.vectorCount, UpdateProgram.firstStateVector + states)
        registers[UpdateProgram.weightVector] = weights + first
        registers[UpdateProgram.gradientVector] = gradients + first
        for state in 0..<states {
            registers[UpdateProgram.firstStateVector + state] = numbers + state * total + first
        }
        let bank = banks + segment * program.scalarCount
        compiled.passes[pass].code.withUnsafeBufferPointer { code in
            guard let instructions = code.baseAddress, !code.isEmpty else { return }
            Number.runBlock(kernels, instructions, Int32(code.count), registers, bank, Int32(n))
        }
        let reductions = compiled.passes[pass].reductions
        for index in reductions.indices {
            let squares = reductions[index].kind == .norm
            let sum: Double
            switch reductions[index].vector {
            case .scalar(let place): sum = Double(n) * (squares ? bank[place] * bank[place] : bank[place])
            case .vector(let place): sum = registers[place].map { Self.sum($0, n, squares: squares) } ?? 0
            }
            partials[block * reductions.count + index] = sum
        }
    }

    private func finishReductions(_ bank: UnsafeMutablePointer<Double>, blocks: Int, count: Int) {
        let reductions = compiled.passes[pass].reductions
        for index in reductions.indices {
            var sum = 0.0
            for block in 0..<blocks { sum += partials[block * reductions.count + index] }
            bank[reductions[index].result] =
                switch reductions[index].kind {
                case .sum: sum
                case .mean: sum / Double(count)
                case .norm: sum.squareRoot()
                }
        }
    }

    /// Eight sums side by side, added as a tree: the same bits whatever the compiler makes of it.
    private static func sum(_ numbers: UnsafeMutablePointer<Number>, _ n: Int, squares: Bool) -> Double {
        var sums = SIMD8<Double>(repeating: 0)
        for index in 0..<n {
            let value = Double(numbers[index])
            sums[index & 7] += squares ? value * value : value
        }
        return ((sums[0] + sums[1]) + (sums[2] + sums[3])) + ((sums[4] + sums[5]) + (sums[6] + sums[7]))
    }

    private func makeStates(_ weights: UnsafeMutablePointer<Number>) {
        hasStates = true
        for (index, state) in program.states.enumerated() {
            let numbers = self.numbers + index * total
            switch state.start {
            case .weights: numbers.update(from: weights, count: total)
            case .constant(let value): numbers.update(repeating: Number(value), count: total)
            }
        }
    }
}

extension UpdateRunner where Number == Float {
    /// Goes on with what another runner of a rule of the same identity remembered.
    func restore(_ state: OptimizerState) {
        guard state.states.count == program.states.count else { return }
        for (index, numbers) in state.states.enumerated() where numbers.count == total {
            self.numbers.advanced(by: index * total).update(from: numbers, count: total)
        }
        for (segment, scalars) in state.arrayScalars.enumerated() where segment < segments.count {
            let bank = banks + segment * program.scalarCount
            for (place, value) in zip(compiled.arrayScalars, scalars) { bank[place] = value }
        }
        t = state.t
        hasStates = true
    }

    /// What is remembered, as a value. `weights`: from which states are made that no step has made yet.
    package func snapshot(identity: String, weights: UnsafeMutablePointer<Float>) -> OptimizerState {
        if !hasStates { makeStates(weights) }
        let evaluated = program.evaluationVector.map { $0 - UpdateProgram.firstStateVector }
        return OptimizerState(
            identity: identity, stateNames: program.states.map(\.name),
            states: program.states.indices.map { Array(UnsafeBufferPointer(start: numbers + $0 * total, count: total)) },
            arrayScalars: segments.indices.map { segment in
                compiled.arrayScalars.map { banks[segment * program.scalarCount + $0] }
            },
            t: t,
            evaluationState: evaluated.flatMap { program.states.indices.contains($0) ? $0 : nil })
    }
}
