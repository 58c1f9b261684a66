// Storage for the Orleans build: clustering, grain state and reminders.
// The silos are given its connection string as the secret DigitalTwin__Cluster__ConnectionString; keep it in a key vault.
@description('Where the resources stand.')
param location string = resourceGroup().location

@minLength(3)
@maxLength(24)
@description('Globally unique, lower-case letters and digits.')
param storageName string

resource storage 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: storageName
  location: location
  kind: 'StorageV2'
  sku: { name: 'Standard_ZRS' }
  properties: {
    allowBlobPublicAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}

output tableEndpoint string = storage.properties.primaryEndpoints.table
output blobEndpoint string = storage.properties.primaryEndpoints.blob
