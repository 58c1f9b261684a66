using DigitalTwin.Storage.Folder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Identity;

namespace DigitalTwin.Host.People;

/// <summary>People who sign in: ASP.NET Core Identity over accounts that grains keep.</summary>
internal static class PeopleServices
{
    private const int ShortestPassword = 12;
    private const int MostFailures = 5;
    private static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(15);

    public static void AddPeople(this IServiceCollection services)
    {
        // Keys that sign cookies live beside the data, for its owner alone, so that sessions outlast a restart.
        services.AddDataProtection().SetApplicationName("DigitalTwin");
        services.AddOptions<KeyManagementOptions>().Configure<DataFolder, ILoggerFactory>((keys, folder, log) =>
            keys.XmlRepository = new FileSystemXmlRepository(new DirectoryInfo(Path.Combine(folder.Path, "session-keys")), log));
        services.AddIdentityCore<Account>(identity =>
        {
            // Long rather than adorned (NIST SP 800-63B §3.1.1).
            identity.Password.RequiredLength = ShortestPassword;
            identity.Password.RequiredUniqueChars = 5;
            identity.Password.RequireDigit = identity.Password.RequireLowercase = identity.Password.RequireUppercase = identity.Password.RequireNonAlphanumeric = false;
            identity.Lockout.MaxFailedAccessAttempts = MostFailures;
            identity.Lockout.DefaultLockoutTimeSpan = LockedFor;
            identity.User.AllowedUserNameCharacters = null!; // AccountName says which.
            identity.Tokens.AuthenticatorIssuer = "DigitalTwin";
        }).AddUserStore<AccountStore>().AddTokenProvider<AuthenticatorTokenProvider<Account>>(TokenOptions.DefaultAuthenticatorProvider);
        services.AddSingleton<SignInTurns>();
        services.AddSingleton<AccountChanges>();
        services.AddSingleton<Sessions>();
        services.AddScoped<SignIn>();
        services.AddHostedService<FirstAdministrator>();
    }
}
