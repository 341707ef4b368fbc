using O4O.CloudSync.Agent;
using O4O.Edge.Drivers.Clips;
using O4O.Edge.Drivers.Journal;
using O4O.Edge.Drivers.Mcap;
using O4O.Edge.Drivers.Mqtt;
using O4O.Edge.Host.Configuration;
using O4O.Edge.Host.Effects;
using O4O.Edge.Host.EventLoop;
using O4O.Edge.Host.Live;
using O4O.Edge.Host.Review;
using O4O.Edge.Host.Telemetry;
using O4O.Edge.Recording;
using O4O.Edge.Store;
using O4O.Edge.Store.Charging;
using O4O.Edge.Store.Facts;
using O4O.Edge.Store.Layout;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;

namespace O4O.Edge.Host.Service;

/// <summary>The edge of one store, put together and run until it is stopped or must stop.</summary>
public sealed class EdgeService(EdgeSettings settings, StoreFile store, string baseDirectory) : IDisposable
{
    private readonly StoreLayout _layout = store.ToLayout();
    private readonly CancellationTokenSource _stop = new();
    private volatile string? _failure;

    public void Dispose() => _stop.Dispose();

    /// <summary>Runs; the exit code: 0 after a stop, 3 after a failure (its reason was printed).</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        using CancellationTokenRegistration link = stop.Register(_stop.Cancel);
        string data = Path.GetFullPath(settings.Data, baseDirectory), journalFolder = Path.Combine(data, "journal");
        Directory.CreateDirectory(journalFolder);
        DurableEffects? effects = null;
        using JournalWriter journal = JournalWriter.Open(
            journalFolder, new JournalOptions { Store = store.Store }, sequence => effects?.OnDurable(sequence),
            reason => Fail($"the journal failed: {reason}. Nothing more is decided or charged; free the disk or replace it, then start again"));
        if (journal.Recovery.BytesCut > 0) Log($"journal: cut {journal.Recovery.BytesCut} bytes of an unfinished write, kept in {journal.Recovery.CutFile}");

        var machine = new StoreMachine(_layout, store.ToOptions(), store.Issuers);
        var intake = new FactIntake(machine);
        var sights = new LastSights(_layout);
        var live = new LiveView(intake, sights);
        MqttClient? speaker = null;
        using ReviewDesk? reviews = MakeReviews(data, sights, (topic, bytes) => speaker?.Publish(topic, bytes, 0, false));
        long unknown = 0;
        foreach ((_, Store.Journal.JournalRecord? record) in JournalHistory.Read(journalFolder, 1))
        {
            if (record is null) unknown++;
            else
            {
                machine.Restore(record);
                live.Restore(record);
                reviews?.Restore(record);
            }
        }
        if (unknown > 0) Log($"journal: {unknown} records of a kind that this version does not know were passed over");
        using var projections = new ProjectionKeeper(
            Path.Combine(data, "trips.db"), store.Store, journalFolder, journal.Recovery.LastSequence, Log);

        var clock = new StoreClock(TimeProvider.System, new StoreTime(machine.State.LastAtUs));
        WarnOfClock(machine.State.LastAtUs);
        var inbox = new Inbox(settings.Limits.InboxFacts, _layout.Sources.Count);
        var hub = new FeedHub(settings.Limits.Subscribers);
        var stages = new Stages();
        using LiveRecording? recording = MakeRecording(data, clock.Now());
        var post = new SensorPost(_layout, inbox, Log, reviews is null ? null : reviews.TakePiece, settings.Recording.Frames is null ? null : recording);
        using var mqtt = speaker = new MqttClient(MqttOptions(), post);
        await using ChargePump? pump = MakePump(inbox);
        var runner = new EffectRunner(_layout, mqtt, pump, projections, Log, reviews);
        var pictures = new PictureCall(settings.Recording.Frames, bytes => mqtt.Publish(Topics.Out(_layout.StoreId, Topics.Record), bytes, 0, false) == MqttPublishResult.Accepted);
        using (effects = new DurableEffects(journal.DurableSequence, stages, runner.CarryOut, e => Fail($"an effect failed: {e}")))
        {
            var loop = new StoreLoop(clock, inbox, intake, journal, effects, recording, live, hub, stages);
            loop.OnCount = () =>
            {
                live.Count(inbox, pump?.Status.LastError, Others(post, mqtt, runner, hub, recording, effects, reviews));
                projections.Tend(journal.DurableSequence);
                pictures.Second();
            };
            loop.OnSession = view => mqtt.Publish(
                Topics.Out(_layout.StoreId, Topics.Carts),
                System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(view, LiveJson.Default.SessionView), 0, false);
            loop.Stirs = new StirTeller(machine, stir => mqtt.Publish(Topics.Out(_layout.StoreId, Topics.Stirs), stir.ToBytes(), 0, false));
            foreach (PendingCharge charge in machine.State.PendingCharges) runner.Charge(charge);
            if (machine.State.PendingCharges.Count > 0) Log($"outbox: {machine.State.PendingCharges.Count} charges wait from before");

            await using WebApplication app = MakeWeb();
            new HttpFace(store, live, hub, stages, projections, () => _failure).Map(app);
            new ReviewFace(reviews, _layout.Sources.Where(s => s.Kind == SourceKind.Camera).Select(s => s.Device).ToHashSet(StringComparer.Ordinal), camera => Learn(mqtt, camera), TimeProvider.System, Log).Map(app);
            await app.StartAsync(_stop.Token);
            var thread = new Thread(() => RunLoop(loop)) { Name = "event loop", Priority = ThreadPriority.AboveNormal };
            thread.Start();
            reviews?.Start();
            mqtt.Subscribe(Topics.AllUp(_layout.StoreId), 1);
            mqtt.Start();
            Log($"store {store.Store}: {_layout.Plates.Count} plates, {_layout.Products.Count} products, {machine.State.Open.Count} open visits; floor at {settings.Http.Listen}");
            await Task.Delay(Timeout.Infinite, _stop.Token).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            loop.Stop();
            thread.Join();
            using var hurry = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            await app.StopAsync(hurry.Token).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            if (_failure is null) journal.WaitDurable(journal.LastSequence, TimeSpan.FromSeconds(5));
        }
        return _failure is null ? 0 : 3;
    }

    private bool Learn(MqttClient mqtt, string camera) =>
        mqtt.Publish(Topics.Down(_layout.StoreId, camera, Topics.Learn), new LearnPayload(TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() * 1000).ToBytes(), 1, false) == MqttPublishResult.Accepted;

    /// <summary>Null where the settings want no pictures, or the store has no cameras.</summary>
    private ReviewDesk? MakeReviews(string data, LastSights sights, Action<string, byte[]> say)
    {
        if (!settings.Reviews.Clips || !_layout.Sources.Any(s => s.Kind == SourceKind.Camera)) return null;
        string folder = Path.Combine(data, "clips"), keys = settings.Reviews.Keys is { } own ? Path.GetFullPath(own, baseDirectory) : Path.Combine(folder, "keys");
        var vault = new ClipVault(folder, keys, settings.Reviews.ToVault(), TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds() * 1000);
        string doubts = Topics.Out(_layout.StoreId, Topics.Doubts), cases = Topics.Out(_layout.StoreId, Topics.Cases);
        var work = new CaseWork(
            new DoubtBook(new DoubtOptions(settings.Reviews.SureFrom), sights.Of), vault, doubt => say(doubts, doubt.ToBytes()), asked => say(cases, asked.ToBytes()), Log);
        return new ReviewDesk(work, vault, TimeProvider.System, e => Log($"review: STOPPED, cases get no pictures until the next start: {e}")); // the store goes on
    }

    private void RunLoop(StoreLoop loop)
    {
        try
        {
            loop.Run();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Fail(e is InvalidOperationException ? e.Message : e.ToString());
        }
    }

    /// <summary>Store time never runs back: a journal from the future keeps it there, and every gate code looks expired.</summary>
    private static void WarnOfClock(long lastUs)
    {
        double aheadSeconds = (lastUs - (TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / 10) / 1e6;
        if (aheadSeconds > 10)
            Log($"clock: the journal was written {aheadSeconds:0} s in this machine's future; set the clock right, or gate codes will look expired");
    }

    private void Fail(string reason)
    {
        if (_failure is not null) return;
        _failure = reason;
        Console.Error.WriteLine("o4o edge: STOPPED: " + reason);
        _stop.Cancel();
    }

    private static void Log(string line) =>
        Console.WriteLine($"{TimeProvider.System.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ} {line}");

    private MqttClientOptions MqttOptions() => new()
    {
        Host = settings.Broker.Host,
        Port = settings.Broker.Port,
        ClientId = $"edge-{store.Store}",
        Username = settings.Broker.Username,
        Password = settings.Broker.Password,
        TlsCaFile = settings.Broker.TlsCaFile is { } ca ? Path.GetFullPath(ca, baseDirectory) : null,
        ReconnectMaxDelayMs = 1_000,
    };

    private ChargePump? MakePump(Inbox inbox)
    {
        if (settings.Billing is not { } billing) return null;
        var options = new ChargePumpOptions
        {
            BillingUrl = billing.Url, ApiKey = billing.ApiKey, RequestTimeoutMs = billing.RequestTimeoutMs,
            BackoffMinMs = billing.BackoffMinMs, BackoffMaxMs = billing.BackoffMaxMs,
        };
        return new ChargePump(options, outcome => inbox.Post(outcome switch
        {
            ChargeOutcome.Booked b => new ChargeAnswer(b.ChargeId, true, b.BookingId),
            ChargeOutcome.Refused r => new ChargeAnswer(r.ChargeId, false, r.Reason),
            _ => throw new InvalidOperationException($"unknown outcome {outcome}"),
        }));
    }

    private LiveRecording? MakeRecording(string data, StoreTime now)
    {
        RecordingSettings wanted = settings.Recording;
        if (!wanted.Enabled) return null;
        string folder = Path.Combine(data, "recordings");
        if (wanted.Frames is { } frames)
        {
            Directory.CreateDirectory(folder);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            Log($"recording: with the cameras' pictures (quality {frames.Quality}), in {folder}, not encrypted; files are erased after {wanted.KeepTime!.Value.TotalHours:0} h. For trials, with the consent of who is filmed");
        }
        return new LiveRecording(
            new RollingRecordingOptions
            {
                Directory = folder, FilePrefix = store.Store.Replace('-', '_'), MaxFileBytes = wanted.MaxFileBytes, MaxTotalBytes = wanted.MaxTotalBytes,
                KeepTime = wanted.KeepTime,
            },
            store, _layout, now, wanted.Frames is not null);
    }

    private WebApplication MakeWeb()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.UseUrls(settings.Http.Listen);
        builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, LiveJson.Default));
        return builder.Build();
    }

    private static List<KeyValuePair<string, long>> Others(
        SensorPost post, MqttClient mqtt, EffectRunner runner, FeedHub hub, LiveRecording? recording, DurableEffects effects,
        ReviewDesk? reviews)
    {
        MqttCounters broker = mqtt.Counters;
        var counters = new List<KeyValuePair<string, long>>
        {
            new("foreign", post.Foreign), new("oversized", post.Oversized + broker.Oversized), new("retained", post.Retained),
            new("devicesOffline", post.Offline), new("brokerReconnects", broker.Reconnects), new("handlerFaults", broker.Faults),
            new("gatesUnreached", runner.GatesUnreached), new("chargesWaiting", runner.ChargesWaiting), new("watchers", hub.Subscribers),
            new("waitingForDisk", effects.Count),
        };
        if (reviews is not null)
        {
            counters.Add(new("clips", reviews.Vault.Count));
            counters.Add(new("clipPiecesRefused", reviews.Refused + reviews.Dropped));
        }
        if (recording is not null)
        {
            counters.Add(new("recordingRefused", recording.Status.Refused));
            counters.Add(new("recordingDiskErrors", recording.Status.DiskErrors));
            if (recording.Pictures + recording.PicturesDropped + recording.PicturesRefused > 0)
            {
                counters.Add(new("pictures", recording.Pictures));
                counters.Add(new("picturesDropped", recording.PicturesDropped));
                counters.Add(new("picturesRefused", recording.PicturesRefused));
            }
        }
        return counters;
    }
}
