using O4O.Simulator.Import;
using Xunit;

namespace O4O.Simulator.Tests.Import;

/// <summary>Files that are missing, malformed or written in another way.</summary>
public sealed class AutoCheckoutFilesTests : IDisposable
{
    private readonly AutoCheckoutFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Import_Twice_WritesTheSameBytes()
    {
        _folder.Import();
        byte[] first = File.ReadAllBytes(_folder.Recording);

        _folder.Import();

        Assert.Equal(first, File.ReadAllBytes(_folder.Recording));
    }

    [Fact]
    public void Files_AsOneArrayEach_MeanTheSame()
    {
        _folder.Import();
        byte[] asLines = File.ReadAllBytes(_folder.Recording);
        foreach (string name in (string[])["planogram.json", "products.json", "plate_data.json", "full_targets.json"])
        {
            string[] lines = File.ReadAllLines(Path.Combine(_folder.Path, name));
            _folder.Write(name, ["\uFEFF [", string.Join(" ,\n  ", lines), "]"]);
        }

        _folder.ImportAsItIs();

        Assert.Equal(asLines, File.ReadAllBytes(_folder.Recording));
    }

    [Fact]
    public void Files_WithMongosWrappersAndCalls_MeanTheSame()
    {
        _folder.Import();
        byte[] plain = File.ReadAllBytes(_folder.Recording);
        string person = $"\"{AutoCheckoutFolder.Person}\"";
        _folder.Targets = [.. _folder.Targets!.Select(t => t
            .Replace(person, $"NumberLong({person})", StringComparison.Ordinal)
            .Replace("{\"date_time\"", "{\"_id\":ObjectId(\"5e9f\"),\"note\":\"a (b) \\\"c(\",\"date_time\"", StringComparison.Ordinal))];
        _folder.Planogram[0] = _folder.Planogram[0].Replace("\"shelf_index\":1", "\"shelf_index\":{\"$numberLong\":\"1\"}", StringComparison.Ordinal);

        _folder.Import();

        Assert.Equal(plain, File.ReadAllBytes(_folder.Recording));
    }

    [Fact]
    public void Weights_Missing_LeavesPeopleAndAWarning()
    {
        _folder.Plates = null;

        ReadBack read = _folder.Import();

        Assert.Equal(6, read.Frames().Count);
        Assert.Equal(2, read.Store.Shelves.Count);
        Assert.Contains("warning: plate_data.json is missing", _folder.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void People_Missing_LeavesWeightsAndAWarning()
    {
        _folder.Targets = null;

        ReadBack read = _folder.Import();

        Assert.Equal(6, read.Shelf("shelf-1-1").Count);
        Assert.Empty(read.Store.Eyes);
        Assert.Contains("warning: full_targets.json is missing", _folder.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void WeightsAndPeople_BothMissing_AreAnErrorThatNamesThem()
    {
        _folder.Plates = _folder.Targets = null;

        var error = Assert.Throws<ImportException>(_folder.Import);

        Assert.Contains("neither plate_data.json nor full_targets.json", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("planogram.json")]
    [InlineData("products.json")]
    public void Base_Missing_IsAnErrorThatNamesIt(string name)
    {
        _folder.Import();
        File.Delete(Path.Combine(_folder.Path, name));

        var error = Assert.Throws<ImportException>(_folder.ImportAsItIs);

        Assert.Contains(name, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{\"document\":", "not JSON")]
    [InlineData("[1]", "not a JSON object")]
    [InlineData("{}", "t_origin is missing")]
    [InlineData("{\"document\":{\"header\":{\"t_origin\":\"2020-04-22T05:06:36Z\"}}}", "plate_data is missing")]
    public void Weights_OneLineMalformed_IsSkippedAndNamed(string line, string cause)
    {
        _folder.Plates!.Insert(2, line);

        ReadBack read = _folder.Import();

        Assert.Equal(6, read.Shelf("shelf-1-1").Count);
        Assert.Contains("plate_data.json:3: ", _folder.Log, StringComparison.Ordinal);
        Assert.Contains(cause, _folder.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"shape\":[12,3,6]", "\"shape\":[12,3,7]", "asks for")]
    [InlineData("\"shape\":[12,3,6]", "\"shape\":[12,18]", "shape is not")]
    [InlineData("\"shape\":[12,3,6]", "\"shape\":[-1,3,6]", "out of range")]
    [InlineData("\"freq_samp\":60", "\"freq_samp\":0", "freq_samp")]
    [InlineData("DATATYPE_FLOAT32", "DATATYPE_FLOAT64", "DATATYPE_FLOAT64")]
    [InlineData("\"data\":\"", "\"data\":\"?", "base64")]
    public void Weights_OfAnotherShape_AreSkippedAndNamed(string from, string to, string cause)
    {
        _folder.Plates![2] = _folder.Plates[2].Replace(from, to, StringComparison.Ordinal);

        ReadBack read = _folder.Import();

        Assert.Equal([0u, 1, 3, 4, 5], read.Shelf("shelf-1-1").Select(m => m.Sequence));
        Assert.Contains("plate_data.json:3: ", _folder.Log, StringComparison.Ordinal);
        Assert.Contains(cause, _folder.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void People_MoreThanAFifthMalformed_IsAnErrorThatShowsTheFirst()
    {
        _folder.Targets![1] = "x";
        _folder.Targets[4] = "y";

        var error = Assert.Throws<ImportException>(_folder.Import);

        Assert.Contains("full_targets.json: 2 of 6 documents are malformed", error.Message, StringComparison.Ordinal);
        Assert.Contains("full_targets.json:2: not JSON", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Array_CutOff_IsReadUpToThere()
    {
        _folder.Import();
        string whole = "[" + string.Join(",", _folder.Plates!);
        File.WriteAllText(Path.Combine(_folder.Path, "plate_data.json"), whole);

        ReadBack read = _folder.ImportAsItIs();

        Assert.Equal(6, read.Shelf("shelf-1-1").Count);
        Assert.Contains("the array is not closed", _folder.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void Import_ThatFails_LeavesTheOldRecording()
    {
        _folder.Import();
        byte[] old = File.ReadAllBytes(_folder.Recording);
        _folder.Write("planogram.json", ["{}"]);

        Assert.Throws<ImportException>(_folder.ImportAsItIs);

        Assert.Equal(old, File.ReadAllBytes(_folder.Recording));
        Assert.Empty(Directory.GetFiles(_folder.Path, "*.part"));
    }
}
