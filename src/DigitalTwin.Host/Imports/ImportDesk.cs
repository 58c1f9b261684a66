using DigitalTwin.Domain.Networks.Topology;
using DigitalTwin.Gis.Features;
using DigitalTwin.Gis.Import;
using DigitalTwin.Gis.Mapping;

namespace DigitalTwin.Host.Imports;

/// <summary>Computes reviews of drafts, one at a time, and keeps the newest few: a large city's takes seconds and hundreds of MB.</summary>
internal sealed class ImportDesk(ImportStore store) : IDisposable
{
    private const int MostKept = 2;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(3);
    private readonly SemaphoreSlim _turn = new(1);
    private readonly LinkedList<ImportReview> _newest = [];
    private (string Id, string Files, IReadOnlyList<FeatureLayer> Layers)? _read;

    public void Dispose() => _turn.Dispose();

    /// <exception cref="TimeoutException">Others are still computed.</exception>
    public async Task<ImportReview> Review(ImportRecord record, CancellationToken cancel)
    {
        if (!await _turn.WaitAsync(LongestWait, cancel)) throw new TimeoutException("Other drafts are still being computed.");
        try
        {
            if (_newest.FirstOrDefault(r => r.Record.Id == record.Id && r.Record.Version == record.Version) is { } known) return known;
            var before = _newest.FirstOrDefault(r => r.Record.Id == record.Id);
            var review = await Task.Run(() => Compute(record, before), cancel);
            if (before is not null) _newest.Remove(before);
            _newest.AddFirst(review);
            while (_newest.Count > MostKept) _newest.RemoveLast();
            return review;
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Forget(string id)
    {
        foreach (var review in _newest.Where(r => r.Record.Id == id).ToArray()) _newest.Remove(review);
    }

    private ImportReview Compute(ImportRecord record, ImportReview? before)
    {
        if (record.Files is [{ } only] && Path.GetExtension(only.Name).Equals(".inp", StringComparison.OrdinalIgnoreCase)) return Plan(record, only);
        IReadOnlyList<FeatureLayer> layers;
        try
        {
            layers = Layers(record);
        }
        catch (FeatureFileException e)
        {
            return new ImportReview { Record = record, Layers = [], Why = e.Message };
        }
        var mapped = layers.Select(l => (l, record.Mappings.FirstOrDefault(m => m.Layer == l.Name) ?? MappingGuess.Of(l))).ToArray();
        try
        {
            var survey = SurveyReader.Read(record.Network, record.Title, mapped);
            var decisions = Decisions(record);
            var result = TopologyBuilder.Build(survey.Survey, record.Options, decisions);
            // As drawn and as proposed do not change with decisions on findings that are there anyway; only mapping and tolerances move them.
            var same = before is { AsDrawn: not null } && before.Record.Files.SequenceEqual(record.Files) && ReferenceEquals(before.Record.Mappings, record.Mappings) && before.Record.Options == record.Options;
            return new ImportReview
            {
                Record = record, Layers = mapped, Network = result.Network, Findings = result.Findings, Kept = [.. survey.Unplaced, .. result.Kept], Problems = survey.Problems, ProblemCount = survey.ProblemCount, Now = result.Share,
                AsDrawn = same ? before!.AsDrawn : TopologyBuilder.Share(survey.Survey, record.Options, null, Mending.AsDrawn),
                Proposed = TopologyBuilder.Share(survey.Survey, record.Options, decisions, Mending.Proposed),
            };
        }
        catch (FeatureFileException e)
        {
            return new ImportReview { Record = record, Layers = mapped, Why = e.Message };
        }
    }

    /// <summary>A plan has its topology; it is read by its own importer and only looked at.</summary>
    private ImportReview Plan(ImportRecord record, ImportFile file)
    {
        var path = store.PathOf(record, file);
        var format = InpKind.Of(path);
        using var stream = File.OpenRead(path);
        var crs = file.Crs ?? record.Mappings.FirstOrDefault()?.Crs;
        if (crs is null) return new ImportReview { Record = record, Layers = [], Why = "A plan (.inp) does not say what its coordinates are in; send it with crs, as EPSG:4547." };
        var outcome = NetworkImport.Read(format, stream, new ImportOptions(record.Network, crs) { Title = record.Title == record.Network ? null : record.Title });
        string[] problems = [.. outcome.Report.Defects.Select(d => $"[{d.Section}] {d.Line} {d.Id}: {d.Message}")];
        if (outcome is ImportOutcome.Refused refused) return new ImportReview { Record = record, Layers = [], Why = refused.Why, Problems = problems, ProblemCount = outcome.Report.DefectCount };
        var result = TopologyBuilder.Review(((ImportOutcome.Accepted)outcome).Network, Decisions(record));
        return new ImportReview { Record = record, Layers = [], Network = result.Network, Findings = result.Findings, Problems = problems, ProblemCount = outcome.Report.DefectCount, Now = result.Share, AsDrawn = result.Share, Proposed = result.Share };
    }

    private IReadOnlyList<FeatureLayer> Layers(ImportRecord record)
    {
        var files = string.Join(',', record.Files.Select(f => f.Sha256));
        if (_read is { } read && read.Id == record.Id && read.Files == files) return read.Layers;
        _read = null;
        var (layers, names) = (new List<FeatureLayer>(), new HashSet<string>());
        foreach (var file in record.Files)
            foreach (var layer in FeatureFile.Read(store.PathOf(record, file), file.Name))
            {
                var name = layer.Name;
                for (var n = 2; !names.Add(name); n++) name = $"{layer.Name} ({n})";
                layers.Add(layer with { Name = name, Crs = file.Crs ?? layer.Crs });
            }
        _read = (record.Id, files, layers);
        return layers;
    }

    private static Dictionary<string, Decision> Decisions(ImportRecord record)
    {
        var decisions = new Dictionary<string, Decision>();
        foreach (var batch in record.Decisions)
            foreach (var (finding, action) in batch.Items)
                if (action is { } chosen) decisions[finding] = new Decision(chosen, batch.By);
                else decisions.Remove(finding);
        return decisions;
    }
}
