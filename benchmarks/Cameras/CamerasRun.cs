using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using O4O.Edge.Drivers.Mqtt;
using O4O.Edge.Drivers.Mqtt.Broker;
using O4O.Benchmarks.Workloads;
using O4O.Edge.Wire;
using O4O.Simulator.Codes;
using O4O.Simulator.Demo.Processes;
using O4O.Simulator.Demo.Setup;
using O4O.Simulator.Stores;

namespace O4O.Benchmarks.Cameras;

/// <summary>
/// <c>--cameras [--seconds N] [--sessions N]</c>: a store of 408 plates at full rate with 24 shoppers, through a real broker into a
/// real edge, once by itself and once beside twelve file cameras at ten pictures a second with YOLOX-nano, gated as in a store.
/// </summary>
internal static class CamerasRun
{
    private const int Shelves = 34, CameraCount = 12, ReadySeconds = 30, CartP99Us = 20_000, CartP50AboveUs = 3_000;
    private const string Probe = "probe", Screen = "screen", Model = "yolox-nano";

    /// <summary>Runs both; 0, or 2 when something that is needed is not here.</summary>
    public static async Task<int> RunAsync(ReadOnlyMemory<string> args)
    {
        int seconds = Option(args.Span, "--seconds") ?? 75, sessions = Option(args.Span, "--sessions") ?? 1;
        string? shared = Environment.GetEnvironmentVariable("O4O_SHARED");
        if (shared is null || !Directory.Exists(Path.Combine(shared, "data", "video")))
        {
            Console.Error.WriteLine("o4o bench: --cameras needs the videos of $O4O_SHARED/data/video, and that is not set or lacks them");
            return 2;
        }
        Console.WriteLine($"{Environment.ProcessorCount} cores, .NET {Environment.Version}; {Shelves * BigStore.PlatesPerShelf} plates at 60 Hz, 24 shoppers, {seconds} s each");
        Console.WriteLine();
        Console.WriteLine("| what | cart change at a subscriber after the last needed sample | MQTT round trip meanwhile | target | |");
        Console.WriteLine("|---|---|---|---|---|");
        await Once("the store by itself", shared, seconds, 0);
        JsonDocument? figures = await Once($"beside {CameraCount} cameras", shared, seconds, sessions);
        Console.WriteLine();
        if (figures is not null) Print(figures.RootElement);
        return 0;
    }

    private static async Task<JsonDocument?> Once(string what, string shared, int seconds, int sessions)
    {
        string folder = Directory.CreateTempSubdirectory("o4o-bench-cameras-").FullName;
        try
        {
            string[] cameras = [.. Enumerable.Range(1, CameraCount).Select(i => $"camera-{i}")];
            CodeIssuerKey key = CodeIssuerKey.FromSeed(7);
            StoreFile bare = BigStore.Create(Shelves) with { Issuers = [key.Issuer] };
            StoreFile store = bare with { Cameras = [.. cameras.Select(c => new StoreFile.CameraEntry(c))] };
            BrokerAccess access = BrokerAccess.Create(store.ToLayout().Sources.Select(s => s.Device).Append(Probe).Append(Screen));
            using var broker = new MosquittoBroker(new MosquittoBrokerOptions { Directory = Path.Combine(folder, "broker"), StoreId = store.Store, Users = access.Users });
            broker.Start();
            long startUs = Clock.NowUs() + (ReadySeconds * 1_000_000L);
            using DotnetService edge = StartEdge(folder, store, broker.Port, access);
            var ear = new CartEar();
            using var screen = new MqttClient(broker.ClientOptions(Screen), ear);
            screen.Subscribe(Topics.Out(store.Store, Topics.Carts), 0);
            screen.Start();
            var day = new ShoppingDay(bare, seconds, key, startUs);
            string figures = Path.Combine(folder, "figures.json");
            using DotnetService? eyes = sessions == 0 ? null : StartEyes(folder, figures, shared, store.Store, cameras, broker.Port, access, sessions);
            if (Clock.NowUs() > startUs) throw new TimeoutException($"the machine is too busy: getting ready took more than {ReadySeconds} s");
            using var trips = new RoundTrips(store.Store, Probe, broker.ClientOptions(Probe), broker.ClientOptions(BrokerUser.Edge) with { ClientId = "beside-the-edge" });
            TimeSpan cpu = Process.GetCurrentProcess().TotalProcessorTime;
            day.Play(bare.ToLayout(), broker.ClientOptions);
            List<long> roundUs = trips.End();
            if (eyes is not null) await eyes.StopAsync();
            await edge.StopAsync();
            string recording = Directory.GetFiles(Path.Combine(folder, "data", "recordings"), "*.mcap").Order(StringComparer.Ordinal).First();
            List<long> cartUs = CartTrace.Follow(recording, day, ear);
            if (cartUs.Count == 0) throw new InvalidOperationException($"no cart changed: this is no measurement. The edge's last lines:\n{edge.LastLines}");
            bool met = At(cartUs, 0.99) <= CartP99Us && At(cartUs, 0.5) <= At(roundUs, 0.5) + CartP50AboveUs;
            Console.WriteLine(Text(
                $"| {what} | p50 {At(cartUs, 0.5) / 1e3:0.0} ms, p99 {At(cartUs, 0.99) / 1e3:0.0} ms, worst {cartUs[^1] / 1e3:0.0} ms of {cartUs.Count} | p50 {At(roundUs, 0.5) / 1e3:0.00} ms, p99 {At(roundUs, 0.99) / 1e3:0.0} ms | p99 ≤ 20 ms, p50 ≤ 3 ms above | {(met ? "met" : "short")} |"));
            Console.Error.WriteLine(Text(
                $"{what}: {day.Messages} messages, at most {day.LateUsMax / 1e3:0} ms late; the shelves' side took {(Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds / seconds * 100:0} % of a core; load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}"));
            return File.Exists(figures) ? JsonDocument.Parse(await File.ReadAllTextAsync(figures)) : null;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static DotnetService StartEdge(string folder, StoreFile store, int port, BrokerAccess access)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Any()}");
        File.WriteAllText(Path.Combine(folder, "store.json"), StoreFileText.Write(store));
        string config = Path.Combine(folder, "edge.json");
        File.WriteAllText(config, JsonSerializer.Serialize(new
        {
            store = "store.json", data = "data",
            broker = new { port, username = BrokerUser.Edge, password = access.PasswordOf(BrokerUser.Edge) },
            http = new { listen = address.GetLeftPart(UriPartial.Authority) },
        }));
        return Started(new DotnetService("edge", Programs.Edge, ["edge", "--config", config], address, Path.Combine(folder, "edge.log")));
    }

    private static DotnetService StartEyes(
        string folder, string figures, string shared, string store, string[] cameras, int port, BrokerAccess access, int sessions)
    {
        string[] videos = ["one-by-one-person-detection.mp4", "bottle-detection.mp4"];
        string config = Path.Combine(folder, "eyes.json");
        File.WriteAllText(config, JsonSerializer.Serialize(new
        {
            store, broker = new { port }, sessions,
            cameras = cameras.Select((id, i) => new
            {
                id, source = Path.Combine(Path.GetFullPath(shared), "data", "video", videos[i % videos.Length]), model = Model, fps = 10,
                // Three shelves each, as cameras over aisles have them.
                shelves = Enumerable.Range(0, 3).Select(n => (3 * i) + n).Where(s => s < Shelves).Select(s => $"shelf-{(s / 5) + 1}-{(s % 5) + 1}").ToArray(),
                password = access.PasswordOf(id),
            }),
        }));
        return Started(new DotnetService("eyes", Programs.Eyes, ["eyes", "--config", config, "--json", figures], new Uri("http://127.0.0.1:9"), Path.Combine(folder, "eyes.log")));
    }

    private static DotnetService Started(DotnetService service)
    {
        service.Start();
        return service;
    }

    private static void Print(JsonElement figures)
    {
        JsonElement all = figures.GetProperty("all");
        double seconds = figures.GetProperty("seconds").GetDouble();
        double Rate(string name) => all.GetProperty(name).GetInt64() / seconds;
        Console.WriteLine(Text(
            $"{figures.GetProperty("inferencesPerSecond").GetDouble():0.0} inferences/s in {figures.GetProperty("sessions").GetInt32()} session(s) of one thread over {Rate("seen"):0.0} pictures/s seen: {Rate("gated"):0.0} still, {Rate("dropped"):0.0} dropped for newer ones; {all.GetProperty("wakes").GetInt64()} wakes by shelves, {all.GetProperty("faults").GetInt64()} faults of cameras; detections {figures.GetProperty("ageP50Us").GetInt64() / 1e3:0} ms old (p50), {figures.GetProperty("ageP99Us").GetInt64() / 1e3:0} ms (p99)"));
    }

    private static int? Option(ReadOnlySpan<string> args, string name)
    {
        int at = args.IndexOf(name);
        return at < 0 || at + 1 >= args.Length ? null : int.Parse(args[at + 1], CultureInfo.InvariantCulture);
    }

    private static long At(List<long> sorted, double share) => sorted.Count == 0 ? 0 : sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Count) - 1, 0, sorted.Count - 1)];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
