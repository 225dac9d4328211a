package paging

import "schalter/internal/market/contracts"

type (
	ContractConnection         = Connection[*contracts.Contract]
	ContractEdge               = Edge[*contracts.Contract]
	ContractTemplateConnection = Connection[*contracts.ContractTemplate]
	ContractTemplateEdge       = Edge[*contracts.ContractTemplate]
)
