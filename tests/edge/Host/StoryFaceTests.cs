using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using O4O.Edge.Drivers.Journal;
using O4O.Edge.Host.EventLoop;
using O4O.Edge.Host.Live;
using O4O.Edge.Host.Service;
using O4O.Edge.Host.Telemetry;
using O4O.Edge.Store.Journal;
using O4O.Edge.Tests.Store.Builders;
using Xunit;
using JournalRecord = O4O.Edge.Store.Journal.JournalRecord;

namespace O4O.Edge.Tests.Host;

/// <summary>The story of a visit over HTTP, out of a journal on the disk.</summary>
[Trait("Needs", "database")]
public sealed class StoryFaceTests : IAsyncLifetime, IDisposable
{
    private const string Ana = "a11111aaaaaa", Ben = "b22222bbbbbb";

    private static readonly JournalRecord[] Records =
    [
        new SessionOpened(1_000_000, Ana, "ana", 1, 1),
        new SessionOpened(1_500_000, Ben, "ben", 1, 2),
        new WeightChanged(2_400_000, 1, 1, 1, 1_950_000, 2_000_000, -330_000, "pick", false, false, [new PlateDelta(2, -330_000, 0)], []),
        new Interaction(2_400_000, 1, Ben, SmallStore.Cola, 1, 0.6, "because", [new HandClaim(Ben, 12, 20, 0.6), new HandClaim(Ana, 11, 30, 0.4)]),
        new Interaction(2_900_000, 1, Ana, SmallStore.Cola, 1, 0.5, "because", [new HandClaim(Ana, 11, 30, 0.7), new HandClaim(Ben, 12, 20, 0.3)], Interaction.Added),
        new Interaction(2_900_000, 1, Ben, SmallStore.Cola, -1, 0.5, "not so", [new HandClaim(Ben, 12, 20, 0.3)], Interaction.Withdrawn),
        new HandedOver(4_700_000, 1, 4_000_000, Ana, Ben, SmallStore.Cola, 1, 0.9),
        new SessionLeft(8_000_000, Ben, 7_900_000, "exit"),
        new SessionSettled(8_500_000, Ben, "ben", SessionSettled.Review, null, 1_500, [new SettledLine(SmallStore.Cola, "Cola", 1, 1_500, 0.9)], ["who?"], 0.75),
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("o4o-face-").FullName;
    private readonly HttpClient _http = new();
    private ProjectionKeeper? _projections;
    private WebApplication? _app;

    public async Task InitializeAsync()
    {
        string journal = Path.Combine(_folder, "journal");
        Directory.CreateDirectory(journal);
        using (JournalWriter writer = JournalWriter.Open(journal, new JournalOptions { Store = SmallStore.Id }, null, null))
        {
            long last = 0;
            foreach (JournalRecord record in Records) writer.TryAppend(JournalCodec.ToBytes(record), out last);
            writer.WaitDurable(last, TimeSpan.FromSeconds(20));
        }
        _projections = new ProjectionKeeper(Path.Combine(_folder, "trips.db"), SmallStore.Id, journal, Records.Length, _ => { });
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        var live = new LiveView(new FactIntake(SmallStore.Machine()));
        new HttpFace(SmallStoreRecording.Store, live, new FeedHub(1), new Stages(), _projections, () => null).Map(_app);
        await _app.StartAsync();
        _http.BaseAddress = new Uri(_app.Urls.Single());
    }

    [Fact]
    public async Task Story_OfASettledVisit_HasItsStepsItsWithdrawalsAndItsConfidence()
    {
        using JsonDocument json = JsonDocument.Parse(await _http.GetStringAsync($"/api/sessions/{Ben}/story"));
        JsonElement story = json.RootElement;

        Assert.Equal((1_500_000, 0.75), (story.GetProperty("openedUs").GetInt64(), story.GetProperty("confidence").GetDouble()));
        Assert.Equal(
            [(1, null, false), (1, "withdrawn", false), (-1, null, true)],
            story.GetProperty("steps").EnumerateArray().Select(s => (
                s.GetProperty("event").GetInt32(), s.GetProperty("revision").GetString(), s.GetProperty("stands").GetBoolean())));
        Assert.Equal(Ana, Assert.Single(story.GetProperty("nearMisses").EnumerateArray()).GetProperty("other").GetString());
    }

    [Fact]
    public async Task Steps_ForAShopper_AreWhatCountsWithoutAnybodyElsesId()
    {
        string text = await _http.GetStringAsync($"/api/sessions/{Ben}/steps");

        Assert.DoesNotContain(Ana, text, StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(text);
        JsonElement step = Assert.Single(json.RootElement.GetProperty("steps").EnumerateArray());
        Assert.Equal(
            ("Cola", 1, true, 4_000_000),
            (step.GetProperty("name").GetString(), step.GetProperty("quantity").GetInt32(), step.GetProperty("handToHand").GetBoolean(), step.GetProperty("timeUs").GetInt64()));
    }

    [Fact]
    public async Task Trips_SayHowSureEachCartIs()
    {
        using JsonDocument json = JsonDocument.Parse(await _http.GetStringAsync("/api/trips"));

        JsonElement trip = Assert.Single(json.RootElement.GetProperty("trips").EnumerateArray());

        Assert.Equal((Ben, 0.75), (trip.GetProperty("session").GetString(), trip.GetProperty("confidence").GetDouble()));
    }

    [Theory]
    [InlineData("story")]
    [InlineData("steps")]
    public async Task Story_OfAnUnknownVisit_IsNotFound(string what)
    {
        using HttpResponseMessage answer = await _http.GetAsync($"/api/sessions/nobody/{what}");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    public async Task DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
    }

    public void Dispose()
    {
        _http.Dispose();
        _projections?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
