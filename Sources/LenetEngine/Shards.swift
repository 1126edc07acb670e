/// How a batch is cut: by its size alone, never by the number of threads, so that sums come out the same for any number.
struct Shards {
    /// More would cost memory and additions, fewer would leave processors idle.
    static let most = 16

    let images: Int
    /// Lane groups of sixteen; the last may hold fewer images.
    let groups: Int
    let groupsPerShard: Int
    let count: Int

    init(images: Int) {
        self.images = images
        groups = Lanes.groups(images)
        groupsPerShard = max(1, (groups + Self.most - 1) / Self.most)
        count = (groups + groupsPerShard - 1) / groupsPerShard
    }

    func groups(of shard: Int) -> Range<Int> {
        shard * groupsPerShard..<min(groups, (shard + 1) * groupsPerShard)
    }

    /// Images in a lane group.
    func count(of group: Int) -> Int { min(Lanes.count, images - group * Lanes.count) }
}
