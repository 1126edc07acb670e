import CKernels

/// Runs an update program over arrays of weights, and holds what the rule remembers.
///
///     let runner = UpdateRunner<Double>(program: adam, hyperparameters: [0.9, 0.999, 1e-8], arrays: [[3, 4]])
///     runner.step(weights: &weights, gradients: gradients, rate: 0.001)
///
/// Weights of all arrays lie one after another. Where the rule treats arrays alike, neighbours are one long array to it. A rule
/// with an `otherwise` has two programs, each with its arrays, states and scalars; they go through their passes side by side.
/// Temporaries do not outlive their pass. No step allocates.
package final class UpdateRunner<Number: UpdateNumber> {
    /// The rule's own program; `otherwise` may be another.
    package let program: UpdateProgram
    /// Updates made.
    package internal(set) var t = 0
    /// Batches whose gradients wait in `accumulated` for the next update.
    package internal(set) var accumulatedBatches = 0

    let parts: [Part]
    let segments: [Segment]
    let total: Int
    /// [total], where gradients are accumulated; else nil.
    let accumulated: UnsafeMutablePointer<Number>?
    private let accumulate: Int
    private let kernels: UnsafePointer<lenet_kernels>
    private let workers: Int
    private let blocks: [Block]
    /// One for all matrices, as large as the largest wants it.
    private let matrixWork: UnsafeMutablePointer<Number>
    var hasStates = false

    /// What the blocks of the running pass need; set between passes by the one thread that leads.
    private var pass = 0
    private var weights: UnsafeMutablePointer<Number>
    private var gradients: UnsafeMutablePointer<Number>

    /// A program with the memory for its arrays.
    struct Part {
        let compiled: CompiledUpdate
        /// [states and whole vectors][total], then [workers][temporaries][1024].
        let numbers: UnsafeMutablePointer<Number>
        /// [workers][vectors]
        let registers: UnsafeMutablePointer<UnsafeMutablePointer<Number>?>
        let vectors: Int
        /// [blocks of all segments][reductions]
        let partials: UnsafeMutablePointer<Double>
        var program: UpdateProgram { compiled.program }
    }

    /// A stretch of weights with scalars of its own.
    struct Segment {
        var part: Int
        var offset: Int
        var count: Int
        /// The first dimension, and the product of the others.
        var rows: Int
        var columns: Int
        var matrices: MatrixStack
        /// Of the runner's blocks.
        var blocks = 0..<0
        var bank: UnsafeMutablePointer<Double>
    }

    private struct Block {
        var segment: Int
        /// From the segment's first weight.
        var start: Int
        var count: Int
    }

    /// `arrays`: the dimensions of each weight array. `otherwise`: what updates those that are no matrices. `workers`: how many
    /// threads may call `runBlock` at a time.
    package init(
        program: UpdateProgram, hyperparameters: [Double], otherwise: RuleInUse.Otherwise? = nil, accumulate: Int = 1, arrays: [[Int]],
        workers: Int = 1, kernels: Kernels = .chosen
    ) {
        precondition(hyperparameters.count == program.hyperparameters.count, "a value for every hyper-parameter")
        self.program = program
        self.kernels = kernels.table
        self.workers = workers
        self.accumulate = max(1, accumulate)
        let programs = [program] + (otherwise.map { [$0.program] } ?? [])
        var segments = Self.segments(arrays, programs)
        total = arrays.reduce(0) { $0 + $1.reduce(1, *) }
        let size = UpdateProgram.blockSize
        var blocks: [Block] = []
        for index in segments.indices {
            let first = blocks.count
            for start in stride(from: 0, to: segments[index].count, by: size) {
                blocks.append(Block(segment: index, start: start, count: min(size, segments[index].count - start)))
            }
            segments[index].blocks = first..<blocks.count
        }
        let total = total
        parts = programs.map { Part(CompiledUpdate($0), total: total, workers: workers, blocks: blocks.count) }
        accumulated = accumulate > 1 ? .zeros(max(1, total)) : nil
        let work = segments.filter { segment in programs[segment.part].orthogonalizes }.map(\.matrices.workspace).max() ?? 0
        matrixWork = .zeros(max(1, work))
        weights = matrixWork
        gradients = matrixWork
        self.segments = segments
        self.blocks = blocks
        for segment in segments {
            for constant in parts[segment.part].program.constants { segment.bank[constant.place] = constant.value }
            for (place, scalar) in zip(parts[segment.part].compiled.arrayScalars, parts[segment.part].program.arrayScalars) {
                segment.bank[place] = scalar.start
            }
        }
        set(hyperparameters: hyperparameters, part: 0)
        if let otherwise { set(hyperparameters: otherwise.hyperparameters, part: 1) }
    }

    package convenience init(rule: RuleInUse, arrays: [[Int]], workers: Int = 1, kernels: Kernels = .chosen) {
        self.init(
            program: rule.program, hyperparameters: rule.hyperparameters, otherwise: rule.otherwise, accumulate: rule.accumulate,
            arrays: arrays, workers: workers, kernels: kernels)
    }

    deinit {
        for part in parts {
            part.numbers.deallocate()
            part.registers.deallocate()
            part.partials.deallocate()
        }
        for segment in segments { segment.bank.deallocate() }
        accumulated?.deallocate()
        matrixWork.deallocate()
    }

    private static func segments(_ arrays: [[Int]], _ programs: [UpdateProgram]) -> [Segment] {
        var segments: [Segment] = []
        var offset = 0
        for dimensions in arrays {
            let count = dimensions.reduce(1, *)
            let part = programs.count > 1 && dimensions.count != 2 ? 1 : 0
            if programs[part].treatsArraysAlike, let last = segments.indices.last, segments[last].part == part {
                segments[last].count += count
                segments[last].rows += count
            } else {
                let rows = dimensions.first ?? 1
                segments.append(
                    Segment(
                        part: part, offset: offset, count: count, rows: programs[part].treatsArraysAlike ? count : rows,
                        columns: programs[part].treatsArraysAlike ? 1 : rows == 0 ? 0 : count / rows,
                        matrices: MatrixStack(dimensions), bank: .zeros(max(1, programs[part].scalarCount))))
            }
            offset += count
        }
        return segments
    }

    private func set(hyperparameters: [Double], part: Int) {
        for segment in segments where segment.part == part {
            let bank = segment.bank + UpdateProgram.firstHyperparameterScalar
            for (index, value) in hyperparameters.enumerated() { bank[index] = value }
        }
    }

    /// One hyper-parameter of the steps to come: what a schedule says of the momentum. Programs that do not have it are left alone.
    package func set(_ hyperparameter: String, to value: Double) {
        for part in parts.indices {
            guard let index = parts[part].program.hyperparameters.firstIndex(of: hyperparameter) else { continue }
            for segment in segments where segment.part == part {
                segment.bank[UpdateProgram.firstHyperparameterScalar + index] = value
            }
        }
    }

    // MARK: Steps

    /// One update; with `accumulate`, one of the calls that lead to one. `rate`: after the schedule.
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
        self.gradients = gradients
        if let accumulated {
            guard accumulate(gradients, into: accumulated) else { return }
            self.gradients = accumulated
        }
        t += 1
        self.weights = weights
        for segment in segments {
            segment.bank[UpdateProgram.stepScalar] = Double(t)
            segment.bank[UpdateProgram.rateScalar] = rate
        }
        var most = 0
        for part in parts { most = max(most, part.compiled.passes.count) }
        for pass in 0..<most {
            self.pass = pass
            var isForScalarsOnly = true
            for segment in segments where pass < parts[segment.part].compiled.passes.count {
                for instruction in parts[segment.part].compiled.passes[pass].scalars {
                    instruction.run(on: segment.bank, rows: segment.rows, columns: segment.columns)
                }
                isForScalarsOnly = isForScalarsOnly && parts[segment.part].compiled.passes[pass].isForScalarsOnly
            }
            if !isForScalarsOnly { forEachBlock(self, blocks.count) }
            finishReductions()
            runMatrices()
        }
        if let accumulated { accumulated.update(repeating: 0, count: total) }
    }

    /// Adds a batch's gradients; true where enough batches are there, and `sum` is their mean.
    private func accumulate(_ gradients: UnsafeMutablePointer<Number>, into sum: UnsafeMutablePointer<Number>) -> Bool {
        for index in 0..<total { sum[index] += gradients[index] }
        accumulatedBatches += 1
        guard accumulatedBatches >= accumulate else { return false }
        let batches = Number(accumulatedBatches)
        for index in 0..<total { sum[index] /= batches }
        accumulatedBatches = 0
        return true
    }

    /// The running pass for one block of up to 1,024 weights.
    func runBlock(_ index: Int, worker: Int) {
        let block = blocks[index]
        let segment = segments[block.segment]
        let part = parts[segment.part]
        guard pass < part.compiled.passes.count else { return }
        let first = segment.offset + block.start
        let registers = part.registers + worker * part.vectors
        registers[UpdateProgram.weightVector] = weights + first
        registers[UpdateProgram.gradientVector] = gradients + first
        for long in 0..<part.compiled.longVectors {
            registers[UpdateProgram.firstStateVector + long] = part.numbers + long * total + first
        }
        part.compiled.passes[pass].code.withUnsafeBufferPointer { code in
            guard let instructions = code.baseAddress, !code.isEmpty else { return }
            Number.runBlock(kernels, instructions, Int32(code.count), registers, segment.bank, Int32(block.count))
        }
        let reductions = part.compiled.passes[pass].reductions
        for (place, reduction) in reductions.enumerated() {
            let squares = reduction.kind == .norm || reduction.kind == .globalNorm
            let sum: Double
            switch reduction.vector {
            case .scalar(let place): sum = Double(block.count) * (squares ? segment.bank[place] * segment.bank[place] : segment.bank[place])
            case .vector(let place): sum = registers[place].map { Number.sumBlock(kernels, $0, Int32(block.count), squares: squares) } ?? 0
            }
            part.partials[index * part.compiled.mostReductions + place] = sum
        }
    }

    /// Blocks' sums added in order, array by array; then the norms over all arrays.
    private func finishReductions() {
        for segment in segments {
            let part = parts[segment.part]
            guard pass < part.compiled.passes.count else { continue }
            let reductions = part.compiled.passes[pass].reductions
            for (place, reduction) in reductions.enumerated() {
                var sum = 0.0
                for block in segment.blocks { sum += part.partials[block * part.compiled.mostReductions + place] }
                switch reduction.kind {
                case .sum, .globalNorm: break
                case .mean: sum /= Double(segment.count)
                case .norm: sum = sum.squareRoot()
                }
                segment.bank[reduction.result] = sum
            }
        }
        var place = 0
        while finishGlobalNorm(place) { place += 1 }
    }

    /// The reduction at one place of the lists, where it is a global norm; false where no list is as long.
    private func finishGlobalNorm(_ place: Int) -> Bool {
        var sum = 0.0
        var isThere = false
        for segment in segments {
            guard let reduction = reduction(place, of: segment) else { continue }
            isThere = true
            if reduction.kind == .globalNorm { sum += segment.bank[reduction.result] }
        }
        guard isThere else { return false }
        for segment in segments {
            guard let reduction = reduction(place, of: segment), reduction.kind == .globalNorm else { continue }
            segment.bank[reduction.result] = sum.squareRoot()
        }
        return true
    }

    private func reduction(_ place: Int, of segment: Segment) -> UpdateProgram.Reduction? {
        let passes = parts[segment.part].compiled.passes
        guard pass < passes.count, place < passes[pass].reductions.count else { return nil }
        return passes[pass].reductions[place]
    }

    private func runMatrices() {
        for segment in segments {
            let part = parts[segment.part]
            guard pass < part.compiled.passes.count else { continue }
            for instruction in part.compiled.passes[pass].matrices {
                let input = part.numbers + (instruction.a - UpdateProgram.firstStateVector) * total + segment.offset
                let output = part.numbers + (instruction.result - UpdateProgram.firstStateVector) * total + segment.offset
                switch instruction.operation {
                case .rowMean: segment.matrices.rowMeans(input, output, kernels)
                case .columnMean: segment.matrices.columnMeans(input, output)
                case .orthogonalize:
                    let scalars = instruction.scalars
                    segment.matrices.orthogonalize(
                        input, output, rounds: segment.bank[scalars[0]], segment.bank[scalars[1]], segment.bank[scalars[2]],
                        segment.bank[scalars[3]], work: matrixWork, kernels)
                }
            }
        }
    }
}

extension UpdateRunner.Part {
    init(_ compiled: CompiledUpdate, total: Int, workers: Int, blocks: Int) {
        self.compiled = compiled
        let program = compiled.program
        let block = UpdateProgram.blockSize
        let long = compiled.longVectors * total
        numbers = .zeros(max(1, long + workers * compiled.temporaries * block))
        vectors = max(program.vectorCount, UpdateProgram.firstStateVector + compiled.longVectors)
        registers = .allocate(capacity: workers * vectors)
        registers.initialize(repeating: nil, count: workers * vectors)
        partials = .zeros(max(1, blocks * compiled.mostReductions))
        for worker in 0..<workers {
            for temporary in 0..<compiled.temporaries {
                registers[worker * vectors + UpdateProgram.firstStateVector + compiled.longVectors + temporary] =
                    numbers + long + (worker * compiled.temporaries + temporary) * block
            }
        }
    }
}

extension UpdateProgram {
    fileprivate var orthogonalizes: Bool {
        passes.contains { $0.matrices.contains { $0.operation == .orthogonalize } }
    }
}

extension UnsafeMutablePointer where Pointee: BinaryFloatingPoint {
    fileprivate static func zeros(_ count: Int) -> UnsafeMutablePointer {
        let numbers = allocate(capacity: count)
        numbers.initialize(repeating: 0, count: count)
        return numbers
    }
}
