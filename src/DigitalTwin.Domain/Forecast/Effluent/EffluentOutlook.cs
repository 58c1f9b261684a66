namespace DigitalTwin.Domain.Forecast.Effluent;

/// <summary>Values expected at the leads 1, 2, …, with the band that eight of ten errors so far lay in, and how well that went.</summary>
public sealed record EffluentOutlook(double[] P10, double[] P50, double[] P90, LeadScore[] Scores)
{
    /// <summary>All leads together, each counting the same for each forecast that was judged.</summary>
    public LeadScore Total
    {
        get
        {
            var n = Scores.Sum(s => s.N);
            double Mean(Func<LeadScore, double> of) => n == 0 ? double.NaN : Scores.Where(s => s.N > 0).Sum(s => of(s) * s.N) / n;
            return new LeadScore(0, n, Mean(s => s.MeanAbsoluteError), Mean(s => s.PersistenceError), Mean(s => s.Coverage));
        }
    }
}

/// <summary>How forecasts of one lead came out, each judged with what was known when it was made.</summary>
/// <param name="PersistenceError">Mean absolute error of taking the value of then for the value to come.</param>
/// <param name="Coverage">Share of values that came to lie in the band; eight of ten by its making.</param>
public sealed record LeadScore(int Lead, int N, double MeanAbsoluteError, double PersistenceError, double Coverage);
