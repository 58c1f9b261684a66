using Microsoft.Extensions.DependencyInjection;

namespace Orleans.Runtime;

/// <summary>Tells singletons from services that belong to a scope.</summary>
internal sealed class ServiceLifetimes(IServiceCollection services)
{
    public bool IsSingleton(Type service, object? key) => services.Any(descriptor =>
        descriptor.Lifetime == ServiceLifetime.Singleton
        && Equals(descriptor.ServiceKey, key)
        && (descriptor.ServiceType == service || (service.IsGenericType && descriptor.ServiceType == service.GetGenericTypeDefinition())));
}
