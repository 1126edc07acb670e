import LenetData
import Testing

@Suite struct Locators {
    private func places(_ environment: [String: String]) -> [String] {
        DataLocator(environment: environment, workingDirectory: "/here").places(folders: ["mnist"], system: ["/usr/share/x"])
    }

    @Test(arguments: [
        (["HOME": "/home/a"], ["/here/data/mnist", "/home/a/.cache/lenet/mnist", "/usr/share/x"]),
        (["HOME": "/home/a", "XDG_CACHE_HOME": "/c"], ["/here/data/mnist", "/c/lenet/mnist", "/usr/share/x"]),
        (["HOME": "/home/a", "XDG_CACHE_HOME": "c"], ["/here/data/mnist", "/home/a/.cache/lenet/mnist", "/usr/share/x"]),
        (["LENET_DATA": "/d/", "HOME": "/home/a"], ["/d/mnist"]),
        (["LENET_DATA": "d"], ["/here/d/mnist"]),
        (["LENET_DATA": "~/d", "HOME": "/home/a"], ["/home/a/d/mnist"]),
        (["LENET_DATA": ""], ["/here/data/mnist", "/usr/share/x"]),
    ])
    func theOrderOfSearch(environment: [String: String], expected: [String]) {
        #expect(places(environment) == expected)
    }

    @Test(arguments: [("", nil), ("0", nil), ("1", DataLocator.DownloadBan.environment), ("yes", .environment)])
    func offlineByEnvironment(value: String, ban: DataLocator.DownloadBan?) {
        #expect(DataLocator(environment: ["LENET_OFFLINE": value], workingDirectory: "/").downloadBan == ban)
    }
}
