using System.Text.Json;
using O4O.Edge.Recording;
using O4O.Edge.Store.Quantities;
using O4O.Edge.Wire;

namespace O4O.Simulator.Import;

/// <summary>
/// Turns a recording of the AutoCheckout competition (CPS-IoT Week 2020) into one of ours: a folder of
/// <c>planogram.json</c>, <c>products.json</c>, <c>plate_data.json</c> and <c>full_targets.json</c>, of which one of the last
/// two may be missing. Reads each file twice, first to learn what there is and in which order, then to write it; holds one
/// document at a time and some bytes for each.
/// </summary>
public sealed class AutoCheckoutImport
{
    private delegate bool Reader(JsonElement root, out string error);

    private readonly ImportNotes _notes;
    private readonly string _directory;
    private readonly ImportedStore _store;
    private readonly PlateCensus _census = new();
    private readonly PlateDocument _plates = new();
    private readonly TargetDocument _targets = new();
    private readonly List<FactReference> _facts = [];
    private long _plateDocuments, _peopleFrames, _malformed;

    private AutoCheckoutImport(string directory, ImportNotes notes)
    {
        _directory = directory;
        _notes = notes;
        _store = new ImportedStore(notes);
    }

    /// <summary>Reads a folder and writes a recording; an existing one is replaced once the new one is whole.</summary>
    /// <param name="directory">The folder with the JSON files.</param>
    /// <param name="recording">The file to write.</param>
    /// <param name="log">Receives warnings, and progress when it takes long.</param>
    /// <exception cref="ImportException">The folder lacks a file that is needed, or one that is not what it should be.</exception>
    /// <exception cref="IOException">A file cannot be read or written.</exception>
    public static ImportSummary Run(string directory, string recording, TextWriter log) =>
        new AutoCheckoutImport(directory, new ImportNotes(log)).Run(recording);

    private ImportSummary Run(string recording)
    {
        if (!Directory.Exists(_directory)) throw new ImportException($"{_directory} is no folder");
        using DocumentFile planogram = Needed("planogram.json"), products = Needed("products.json");
        using DocumentFile? plates = Wished("plate_data.json"), targets = Wished("full_targets.json");
        if (plates is null && targets is null)
            throw new ImportException($"{_directory} holds neither plate_data.json nor full_targets.json: there is nothing to replay");
        Learn(planogram, TryReadFacing);
        Learn(products, TryReadProduct);
        if (plates is not null) _plateDocuments = Learn(plates, TryReadPlates);
        if (targets is not null) _peopleFrames = Learn(targets, TryReadTargets);
        StoreFile store = _store.Build(_census, targets is not null, _targets.Seen);
        if (_targets.Tracks.Any(t => t.Value != t.Key.ToString(System.Globalization.CultureInfo.InvariantCulture)))
            _notes.Warn("some people have names that are no numbers: the recording knows them by a number made of the name");

        FactReference[] facts = [.. _facts];
        FactOrder.Arrange(facts);
        string unfinished = recording + ".part";
        long weightMessages;
        try
        {
            weightMessages = Write(unfinished, store, facts, plates, targets);
            File.Move(unfinished, recording, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }
        return new ImportSummary
        {
            Gondolas = store.Shelves.Select(s => s.Gondola).Distinct().Count(), Shelves = store.Shelves.Count,
            Plates = store.Shelves.Sum(s => s.Plates.Count), Facings = store.Facings.Count, Products = store.Products.Count,
            PlateDocuments = _plateDocuments, WeightMessages = weightMessages, Readings = _census.Readings,
            PeopleFrames = _peopleFrames, People = _targets.Tracks.Count, Malformed = _malformed,
            DurationUs = facts[^1].Times.LogUs - facts[0].Times.LogUs, Warnings = _notes.Warnings,
        };
    }

    private DocumentFile Needed(string name) => Wished(name, complain: false)
        ?? throw new ImportException($"{_directory} lacks {name}, without which nothing can be placed or named");

    private DocumentFile? Wished(string name, bool complain = true)
    {
        string path = Path.Combine(_directory, name);
        if (File.Exists(path)) return new DocumentFile(path);
        if (complain) _notes.Warn($"{name} is missing: the recording will have no {(name[0] == 'p' ? "weights" : "people")}");
        return null;
    }

    /// <summary>Reads a whole file once; returns how many documents were good.</summary>
    private long Learn(DocumentFile file, Func<DocumentText, JsonElement, string?> take)
    {
        var tally = new FileTally(file.Name, _notes);
        foreach (DocumentText text in file.Documents())
        {
            string? fault = text.Fault;
            if (fault is null && MongoJson.TryParse(text.Bytes, out JsonDocument? document, out fault))
                using (document) fault = take(text, document.RootElement);
            if (fault is null) tally.Use();
            else tally.Skip(text.Line, fault);
            _notes.Progress($"reading {file.Name}", text.Offset, file.Bytes);
        }
        tally.End();
        _malformed += tally.Malformed;
        return tally.Good;
    }

    private string? TryReadFacing(DocumentText text, JsonElement root)
    {
        if (!PlanogramFacing.TryRead(root, out PlanogramFacing facing, out string error)) return error;
        _store.Add(facing);
        return null;
    }

    private string? TryReadProduct(DocumentText text, JsonElement root)
    {
        if (!CatalogueProduct.TryRead(root, out CatalogueProduct product, out string error)) return error;
        _store.Add(product);
        return null;
    }

    private string? TryReadPlates(DocumentText text, JsonElement root)
    {
        if (!_plates.TryRead(root, out string error)) return error;
        _census.Count(_plates);
        _facts.Add(new FactReference(_plates.Times, text.Offset, text.Bytes.Length, _plates.Gondola, _plates.SpanUs));
        return null;
    }

    private string? TryReadTargets(DocumentText text, JsonElement root)
    {
        if (!_targets.TryRead(root, out string error)) return error;
        _facts.Add(new FactReference(_targets.Times, text.Offset, text.Bytes.Length, FactReference.People, 0));
        return null;
    }

    /// <summary>The second reading, in order of arrival. Returns the messages of shelves written.</summary>
    private long Write(string path, StoreFile store, FactReference[] facts, DocumentFile? plates, DocumentFile? targets)
    {
        using var writer = new RecordingWriter(path, store, new StoreTime(facts[0].Times.LogUs));
        var facter = new FactWriter(writer, store, _census);
        for (int i = 0; i < facts.Length; i++)
        {
            ref readonly FactReference fact = ref facts[i];
            if (fact.Gondola == FactReference.People)
            {
                ReadAgain(targets!, fact, _targets.TryRead);
                facter.People(fact, _targets);
            }
            else
            {
                ReadAgain(plates!, fact, _plates.TryRead);
                facter.Weights(fact, _plates);
            }
            _notes.Progress("writing", i, facts.Length);
        }
        writer.AdvanceTo(new StoreTime(facts[^1].Times.LogUs));
        return facter.WeightMessages;
    }

    private static void ReadAgain(DocumentFile file, in FactReference fact, Reader read)
    {
        if (!MongoJson.TryParse(file.Read(fact.Offset, fact.Length), out JsonDocument? document, out string error))
            throw new ImportException($"{file.Name} was changed while it was read: {error}");
        using (document)
            if (!read(document.RootElement, out error)) throw new ImportException($"{file.Name} was changed while it was read: {error}");
    }
}
