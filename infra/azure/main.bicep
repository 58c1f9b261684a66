// Storage for the Orleans build: clustering, grain state and reminders. Access is by managed identity; account keys are off.
@description('Where the resources stand.')
param location string = resourceGroup().location

@description('Principal (managed identity) that the silos run as.')
param siloPrincipalId string

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
    allowSharedKeyAccess: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }
}

// Storage Table Data Contributor and Storage Blob Data Contributor: no more than reading and writing rows and blobs.
var roles = ['0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3', 'ba92f5b4-2d11-453d-a403-e96b0029c9fe']

resource grants 'Microsoft.Authorization/roleAssignments@2022-04-01' = [for role in roles: {
  name: guid(storage.id, siloPrincipalId, role)
  scope: storage
  properties: {
    principalId: siloPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role)
  }
}]

output tableEndpoint string = storage.properties.primaryEndpoints.table
output blobEndpoint string = storage.properties.primaryEndpoints.blob
