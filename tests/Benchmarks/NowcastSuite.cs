using System.Globalization;
using Benchmarks.Load;
using Benchmarks.Nowcast;
using DigitalTwin.Domain.Forecast.Ensemble;

namespace Benchmarks;

/// <summary>
/// The storm of 2012-06-29 lived through by the forecast: rain up to now and 12 levels as they arrive, a forecast of 2 h every five minutes; which of the
/// nodes that flood by SWMM were warned of before, how early, how often in vain.
/// </summary>
/// <remarks>What the model shares with the truth: the same .inp. What it does not know: rain to come, and any level beside the 12. So that this is no play with oneself, skill is also measured with a model made wrong on purpose.</remarks>
public sealed class NowcastSuite : ISuite
{
    private const double LessPaved = 0.8, Rougher = 1.15;
    private static readonly string[] HeldOut = ["G73F010", "G71F05R", "G80F66Y"];
    private static readonly DateTime From = new(2012, 6, 29, 5, 45, 0), To = new(2012, 6, 29, 8, 0, 0);

    private static readonly Figure Warned = new("nowcast.flooded_nodes_warned", "share");
    private static readonly Figure Lead = new("nowcast.lead_median_min", "min");
    private static readonly Figure LeadShort = new("nowcast.lead_p10_min", "min");
    private static readonly Figure False = new("nowcast.warned_not_flooded", "nodes");
    private static readonly Figure Raised = new("nowcast.live_warnings_raised", "warnings");
    private static readonly Figure CameTrue = new("nowcast.live_warnings_came_true", "warnings");
    private static readonly Figure InVain = new("nowcast.live_warnings_in_vain", "warnings");
    private static readonly Figure OutlookRaised = new("nowcast.known_rain_live_warnings_raised", "warnings");
    private static readonly Figure OutlookInVain = new("nowcast.known_rain_live_warnings_in_vain", "warnings");
    private static readonly Figure Persisted = new("nowcast.persistence_warned", "share");
    private static readonly Figure WarnedWrong = new("nowcast.wrong_model_flooded_nodes_warned", "share");
    private static readonly Figure FalseWrong = new("nowcast.wrong_model_warned_not_flooded", "nodes");
    private static readonly Figure OutlookWarned = new("nowcast.known_rain_flooded_nodes_warned", "share");
    private static readonly Figure OutlookLead = new("nowcast.known_rain_lead_median_min", "min");
    private static readonly Figure OutlookLeadShort = new("nowcast.known_rain_lead_p10_min", "min");
    private static readonly Figure OutlookFalse = new("nowcast.known_rain_warned_not_flooded", "nodes");
    private static readonly Figure Hour = new("nowcast.level_rmse_60min", "m");
    private static readonly Figure HourAlone = new("nowcast.level_rmse_60min_without_assimilation", "m");
    private static readonly Figure HourPersisted = new("nowcast.level_rmse_60min_persistence", "m");
    private static readonly Figure HeldOutGain = new("nowcast.held_out_level_rmse_60min", "m");
    private static readonly Figure HeldOutAlone = new("nowcast.held_out_level_rmse_60min_without_assimilation", "m");
    private static readonly Figure Seconds = new("nowcast.two_hour_forecast_of_8_members", "s");

    public string Name => "nowcast";
    public IReadOnlyList<Figure> Figures =>
    [
        Warned, Lead, LeadShort, False, Raised, CameTrue, InVain, OutlookRaised, OutlookInVain, Persisted, WarnedWrong, FalseWrong, OutlookWarned, OutlookLead, OutlookLeadShort, OutlookFalse,
        Hour, HourAlone, HourPersisted, HeldOutGain, HeldOutAlone, Seconds,
    ];

    public Task Run(BenchOptions options, Report report)
    {
        if (Bellinge.Load(out var why) is not { } bellinge)
        {
            report.Note(why);
            return Task.CompletedTask;
        }
        var (storm, gauges) = (new StormModel(bellinge.Source), new StormGauges());
        if (options.WantsPart("skill")) Skill(storm, gauges, report);
        if (options.WantsPart("warned") || options.WantsPart("now")) Floods(storm, gauges, report, nowAlone: !options.WantsPart("warned"));
        return Task.CompletedTask;
    }

    private static void Skill(StormModel storm, StormGauges gauges, Report report)
    {
        var skill = new LevelSkill(storm, gauges);
        report.Note("levels 30 and 60 min ahead with the rain as it came, 04:00-08:30, by gauge " + string.Join(" ", gauges.Ids));
        var persisted = skill.Persistence();
        var wrong = storm.Build(LessPaved, Rougher);
        var (alone, told) = (skill.Of(wrong, assimilates: false), skill.Of(wrong, assimilates: true));
        report.Note(LevelSkill.Line("persistence", persisted));
        report.Note(LevelSkill.Line("paved -20 %, roughness +15 %, left alone", alone));
        report.Note(LevelSkill.Line("paved -20 %, roughness +15 %, told the levels", told));
        report.Note(LevelSkill.Line("model as imported, left alone", skill.Of(storm.Build(), assimilates: false)));
        report.Note(LevelSkill.Line("model as imported, told the levels", skill.Of(storm.Build(), assimilates: true)));
        report.Add(Hour, told.Hour.MeanRmse);
        report.Add(HourAlone, alone.Hour.MeanRmse);
        report.Add(HourPersisted, persisted.Hour.MeanRmse);
        var (gained, left) = (new List<double>(), new List<double>());
        foreach (var id in HeldOut)
        {
            var g = Array.IndexOf(gauges.Ids, id);
            gained.Add(skill.Of(wrong, assimilates: true, without: id).Hour.Rmse[g]);
            left.Add(alone.Hour.Rmse[g]);
            report.Note(string.Create(CultureInfo.InvariantCulture, $"{id} not told: RMSE +60 {gained[^1]:0.000} m, left alone {left[^1]:0.000} m"));
        }
        report.Add(HeldOutGain, gained.Average());
        report.Add(HeldOutAlone, left.Average());
    }

    private static void Floods(StormModel storm, StormGauges gauges, Report report, bool nowAlone)
    {
        var (watch, ensemble) = (new FloodWatch(storm, gauges), new EnsembleOptions { Members = 8 });
        var five = TimeSpan.FromMinutes(5);
        var now = watch.Live(storm.Build(), From, To, five, knowsRain: false, ensemble);
        Tell(report, "model as imported, rain up to now", now);
        report.Add(Warned, (double)now.Leads.Count / now.Grave);
        if (now.Leads.Count > 0)
        {
            report.Add(Lead, SpillSuite.At(now.Leads, 0.5));
            report.Add(LeadShort, SpillSuite.At(now.Leads, 0.1));
        }
        report.Add(False, now.False.Count);
        report.Add(Raised, now.Warnings.Raised);
        report.Add(CameTrue, now.Warnings.Came);
        report.Add(InVain, now.Warnings.InVain);
        report.Add(Persisted, (double)now.AlreadyUnderWater / now.Grave);
        report.Add(Seconds, now.Seconds);
        if (nowAlone) return;
        var wrong = watch.Live(storm.Build(LessPaved, Rougher), From, To, five, knowsRain: false, ensemble);
        Tell(report, "paved -20 %, roughness +15 %, rain up to now", wrong);
        report.Add(WarnedWrong, (double)wrong.Leads.Count / wrong.Grave);
        report.Add(FalseWrong, wrong.False.Count);
        var known = watch.Live(storm.Build(), From.AddMinutes(-75), To, TimeSpan.FromMinutes(15), knowsRain: true, ensemble);
        Tell(report, "model as imported, rain of the next hours known to a quarter and five minutes, every 15 min", known);
        report.Add(OutlookWarned, (double)known.Leads.Count / known.Grave);
        if (known.Leads.Count > 0)
        {
            report.Add(OutlookLead, SpillSuite.At(known.Leads, 0.5));
            report.Add(OutlookLeadShort, SpillSuite.At(known.Leads, 0.1));
        }
        report.Add(OutlookFalse, known.False.Count);
        report.Add(OutlookRaised, known.Warnings.Raised);
        report.Add(OutlookInVain, known.Warnings.InVain);
    }

    private static void Tell(Report report, string name, FloodWatch.Outcome outcome)
    {
        report.Note($"{name}: flooded node | m³ | first flooding | warned at | lead, min");
        foreach (var row in outcome.Rows) report.Note(row);
        report.Note($"{outcome.Leads.Count} of {outcome.Grave} warned of before; in vain: {(outcome.False.Count == 0 ? "none" : string.Join(", ", outcome.False))}");
        foreach (var (rule, counts) in new[] { ("raised at a half, ended below three tenths", outcome.Warnings), ("the same, below 0.8 once the next forecast says so too", outcome.ConfirmedWarnings) })
        {
            report.Note($"live warnings, {rule}: {counts.Raised} raised, {counts.Came} came true, {counts.Late} after it had come, {counts.InVain} in vain");
            foreach (var line in counts.ByLead) report.Note("  " + line);
        }
    }
}
