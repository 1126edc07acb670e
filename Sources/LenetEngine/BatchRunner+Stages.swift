/// A part of phase 1 that the shards go through without waiting for each other.
struct Stage {
    let isFirst: Bool
    let forward: Range<Int>
    let hasLoss: Bool
    /// Gone through from its end.
    let backward: Range<Int>
    /// The layer to whose sums the stage adds at its end, if another stage follows.
    let adds: Sums?

    enum Sums {
        case forward(barrier: Int)
        case backward(barrier: Int)
    }

    /// One stage for a network without barriers; two more for each barrier.
    static func all(of workspace: Workspace) -> [Stage] {
        let barriers = workspace.barriers
        let layers = workspace.layers.count
        let last = workspace.firstLearning
        guard let first = barriers.first, let final = barriers.last else {
            return [
                Stage(isFirst: true, forward: 0..<layers, hasLoss: true, backward: min(last, layers)..<layers, adds: nil)
            ]
        }
        var stages: [Stage] = []
        for (place, barrier) in barriers.enumerated() {
            let start = place == 0 ? 0 : barriers[place - 1]
            stages.append(
                Stage(isFirst: place == 0, forward: start..<barrier, hasLoss: false, backward: 0..<0, adds: .forward(barrier: place)))
        }
        stages.append(
            Stage(
                isFirst: false, forward: final..<layers, hasLoss: true, backward: final + 1..<layers,
                adds: .backward(barrier: barriers.count - 1)))
        for place in barriers.indices.reversed() where place > 0 {
            stages.append(
                Stage(
                    isFirst: false, forward: 0..<0, hasLoss: false, backward: barriers[place - 1] + 1..<barriers[place] + 1,
                    adds: .backward(barrier: place - 1)))
        }
        // A barrier has parameters, so the first layer that learns is not behind it.
        stages.append(Stage(isFirst: false, forward: 0..<0, hasLoss: false, backward: min(last, first)..<first + 1, adds: nil))
        return stages
    }
}

/// The sums of the shards, in double precision: [barriers][shards][sums].
final class BarrierSums {
    private let numbers: UnsafeMutablePointer<Double>
    private let offsets: [Int]
    let counts: [Int]

    init(_ workspace: Workspace) {
        counts = workspace.barrierLayers.map(\.sums)
        var offset = 0
        var offsets: [Int] = []
        for count in counts {
            offsets.append(offset)
            offset += count * Shards.most
        }
        self.offsets = offsets
        numbers = .allocate(capacity: max(1, offset))
        numbers.initialize(repeating: 0, count: max(1, offset))
    }

    deinit { numbers.deallocate() }

    func of(_ barrier: Int, shard: Int) -> UnsafeMutablePointer<Double> {
        numbers + offsets[barrier] + shard * counts[barrier]
    }
}

extension BatchRunner {
    func beginSums(_ stage: Stage, _ shard: Int) {
        switch stage.adds {
        case .forward(let barrier)?, .backward(let barrier)?:
            barrierSums.of(barrier, shard: shard).update(repeating: 0, count: barrierSums.counts[barrier])
        case nil: break
        }
    }

    func addSums(_ stage: Stage, _ group: Int, slot: Int, shard: Int) {
        switch stage.adds {
        case .forward(let barrier)?:
            let (layer, pass) = barrierPass(barrier, group, slot: slot)
            layer.addSums(pass, to: barrierSums.of(barrier, shard: shard))
        case .backward(let barrier)?:
            let (layer, pass) = barrierPass(barrier, group, slot: slot)
            layer.addGradientSums(pass, to: barrierSums.of(barrier, shard: shard))
        case nil: break
        }
    }

    /// Adds the shards' sums, in order, and tells the layer.
    func settle(_ stage: Stage) {
        switch stage.adds {
        case .forward(let barrier)?:
            addShards(barrier)
            let (layer, pass) = barrierPass(barrier, 0, slot: 0)
            layer.settle(pass, sums: barrierSums.of(barrier, shard: 0), images: batch.shards.images)
        case .backward(let barrier)?:
            addShards(barrier)
            let (layer, pass) = barrierPass(barrier, 0, slot: 0)
            layer.settleGradient(
                pass, sums: barrierSums.of(barrier, shard: 0), images: batch.shards.images,
                gradient: workspace.gradient(of: workspace.barriers[barrier]))
        case nil: break
        }
    }

    private func addShards(_ barrier: Int) {
        let total = barrierSums.of(barrier, shard: 0)
        for shard in 1..<max(1, batch.shards.count) {
            let part = barrierSums.of(barrier, shard: shard)
            for index in 0..<barrierSums.counts[barrier] { total[index] += part[index] }
        }
    }

    private func barrierPass(_ barrier: Int, _ group: Int, slot: Int) -> (any BarrierLayer, LayerPass) {
        let index = workspace.barriers[barrier]
        var pass = workspace.pass(index, worker: slot, group: group)
        address(&pass, group)
        return (workspace.barrierLayers[barrier], pass)
    }
}
