namespace DigitalTwin.Host.Questions;

internal static class QuestionServices
{
    public static void AddQuestions(this IServiceCollection services)
    {
        services.AddSingleton<PeriodReader>();
        services.AddSingleton<QuestionDesk>();
        services.AddSingleton<QuestionBook>();
    }
}
