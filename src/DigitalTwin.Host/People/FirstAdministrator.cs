using DigitalTwin.Contracts;
using Microsoft.AspNetCore.Identity;
using Orleans;

namespace DigitalTwin.Host.People;

/// <summary>Where there is no account yet, makes an administrator and prints the password, once.</summary>
internal sealed class FirstAdministrator(IServiceScopeFactory scopes, IGrainFactory grains, IHostApplicationLifetime lifetime, ILogger<FirstAdministrator> log) : IHostedService
{
    public const string Name = "admin";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Not awaited: a start must not wait for a hash that is slow on purpose.
        lifetime.ApplicationStarted.Register(() => _ = Make());
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task Make()
    {
        try
        {
            if ((await grains.GetGrain<IPeopleGrain>(IPeopleGrain.Key).Names()).Length > 0) return;
            await using var scope = scopes.CreateAsyncScope();
            var password = OneTimePassword.New();
            var made = await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().CreateAsync(Account.New(Name, "管理员 Administrator", "data", ["administrator"], []), password);
            // To the terminal only: a log is kept, sent on and read by many.
            if (made.Succeeded) Console.WriteLine($"First start: sign in as '{Name}' with the password {password}, told this once; it must be changed at once.");
            else log.LogError("The first administrator could not be made: {Why}", string.Join(" ", made.Errors.Select(e => e.Description)));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            log.LogError(e, "The first administrator could not be made; the next start tries again.");
        }
    }
}
