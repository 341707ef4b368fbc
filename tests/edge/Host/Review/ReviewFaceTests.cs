using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using O4O.Edge.Drivers.Clips;
using O4O.Edge.Host.Review;
using O4O.Edge.Host.Service;
using Xunit;

namespace O4O.Edge.Tests.Host.Review;

/// <summary>Clips over HTTP: who may see them, and what is written down.</summary>
public sealed class ReviewFaceTests : IAsyncLifetime, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("o4o-review-").FullName;
    private readonly HttpClient _http = new();
    private readonly List<string> _learnt = [];
    private ReviewDesk? _desk;
    private WebApplication? _app;
    private bool _isBrokerThere = true;

    public async Task InitializeAsync()
    {
        long nowUs = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * 1000;
        var vault = new ClipVault(_folder, Path.Combine(_folder, "keys"), new ClipVaultOptions(), nowUs);
        vault.Keep(new ClipInfo("ana", 7, "camera-1", "shelf-1-2", nowUs - 5, nowUs - 1, nowUs, 0, 0), [new ClipPicture(nowUs - 4, "one"u8.ToArray()), new ClipPicture(nowUs - 2, "two"u8.ToArray())]);
        _desk = new ReviewDesk(new CaseWork(new DoubtBook(new DoubtOptions()), vault, _ => { }, _ => { }, _ => { }), vault, TimeProvider.System, _ => { });
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        new ReviewFace(_desk, new HashSet<string> { "camera-1" }, camera =>
        {
            _learnt.Add(camera);
            return _isBrokerThere;
        }, TimeProvider.System, _ => { }).Map(_app);
        await _app.StartAsync();
        _http.BaseAddress = new Uri(_app.Urls.Single());
    }

    [Fact]
    public async Task Clips_OfACase_AreListedWithoutTheirPictures()
    {
        using JsonDocument json = JsonDocument.Parse(await _http.GetStringAsync("/api/sessions/ana/clips"));

        JsonElement clip = Assert.Single(json.RootElement.GetProperty("clips").EnumerateArray());

        Assert.Equal("kept", json.RootElement.GetProperty("state").GetString());
        Assert.Equal(("ana.7.camera-1", 2, 0), (clip.GetProperty("clip").GetString(), clip.GetProperty("pictures").GetInt32(), clip.GetProperty("openedUs").GetArrayLength()));
        Assert.True(clip.GetProperty("expiresUs").GetInt64() > clip.GetProperty("keptUs").GetInt64());
    }

    [Fact]
    public async Task Clip_OpenedByAnOperator_IsShownAndWrittenDown()
    {
        using HttpResponseMessage answer = await _http.SendAsync(Operators(HttpMethod.Get, "/api/sessions/ana/clips/ana.7.camera-1"));
        byte[] bytes = await answer.Content.ReadAsByteArrayAsync();
        using JsonDocument after = JsonDocument.Parse(await _http.GetStringAsync("/api/sessions/ana/clips"));

        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Equal((30, "one", "two"), (bytes.Length, Encoding(bytes[12..15]), Encoding(bytes[27..])));
        Assert.Equal(1, after.RootElement.GetProperty("clips")[0].GetProperty("openedUs").GetArrayLength());
        Assert.Contains("\"by\":\"127.0.0.1\"", await File.ReadAllTextAsync(Path.Combine(_folder, "log.jsonl")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/api/sessions/ana/clips/ana.7.camera-1")]
    [InlineData("POST", "/api/sessions/ana/clips/erase")]
    [InlineData("POST", "/api/cameras/camera-1/learn-again")]
    public async Task Page_FromElsewhere_IsRefusedAndNothingHappens(string method, string path)
    {
        using HttpResponseMessage without = await _http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
        HttpRequestMessage renamed = Operators(new HttpMethod(method), path);
        renamed.Headers.Host = "evil.example";
        using HttpResponseMessage underAnotherName = await _http.SendAsync(renamed);

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (without.StatusCode, underAnotherName.StatusCode));
        Assert.Equal(1, _desk!.Vault.Count);
        Assert.Empty(_desk.Vault.Of("ana")[0].Openings);
        Assert.Empty(_learnt);
    }

    [Theory]
    [InlineData("localhost", true)]
    [InlineData("127.0.0.1", true)]
    [InlineData("[::1]", true)]
    [InlineData("192.168.7.5", true)]
    [InlineData("192.168.7.6", false)]
    [InlineData("evil.example", false)]
    [InlineData("", false)]
    public void Name_ThatWasCalled_IsThisMachinesOwnOrNot(string name, bool own) =>
        Assert.Equal(own, ReviewFace.IsOwnName(new HostString(name), IPAddress.Parse("192.168.7.5")));

    [Fact]
    public async Task Clip_Altered_IsRefusedWithItsReason()
    {
        string file = Path.Combine(_folder, "ana.7.camera-1.clip");
        byte[] bytes = await File.ReadAllBytesAsync(file);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(file, bytes);

        using HttpResponseMessage answer = await _http.SendAsync(Operators(HttpMethod.Get, "/api/sessions/ana/clips/ana.7.camera-1"));

        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
    }

    [Theory]
    [InlineData("/api/sessions/ana/clips/ana.8.camera-1")]
    [InlineData("/api/sessions/ben/clips/ana.7.camera-1")]
    [InlineData("/api/sessions/ana/clips/..%2Fkeys%2Fana.7.camera-1")]
    public async Task Clip_ThatIsNone_IsNotFound(string path)
    {
        using HttpResponseMessage answer = await _http.SendAsync(Operators(HttpMethod.Get, path));

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Case_DoneWith_HasNoPicturesAnyMore()
    {
        using HttpResponseMessage answer = await _http.SendAsync(Operators(HttpMethod.Post, "/api/sessions/ana/clips/erase"));

        Assert.Equal("""{"erased":1}""", await answer.Content.ReadAsStringAsync());
        Assert.Equal("""{"state":"none","clips":[]}""", await _http.GetStringAsync("/api/sessions/ana/clips"));
        Assert.Empty(Directory.GetFiles(Path.Combine(_folder, "keys")));
    }

    [Theory]
    [InlineData("camera-1", true, HttpStatusCode.Accepted)]
    [InlineData("camera-1", false, HttpStatusCode.ServiceUnavailable)]
    [InlineData("camera-2", true, HttpStatusCode.NotFound)]
    public async Task Camera_MovedOnPurpose_IsTold(string camera, bool isBrokerThere, HttpStatusCode expected)
    {
        _isBrokerThere = isBrokerThere;

        using HttpResponseMessage answer = await _http.SendAsync(Operators(HttpMethod.Post, $"/api/cameras/{camera}/learn-again"));

        Assert.Equal(expected, answer.StatusCode);
    }

    public async Task DisposeAsync()
    {
        if (_app is not null) await _app.DisposeAsync();
    }

    public void Dispose()
    {
        _http.Dispose();
        _desk?.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static HttpRequestMessage Operators(HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Add(ReviewFace.Header, "test");
        return request;
    }

    private static string Encoding(byte[] bytes) => System.Text.Encoding.ASCII.GetString(bytes);
}
